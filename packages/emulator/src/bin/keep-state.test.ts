import { expect, it } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
import { keepState } from './keep-state.ts';

it('saves for the last time when it is closed, not when a call ends after that', async () => {
  const saves: string[] = [];
  let isOpen = true;
  const file = {
    save: () => void saves.push(isOpen ? 'while it was open' : 'when it may be the file of another'),
    close: () => {
      isOpen = false;
    },
  };
  const kept = keepState(createEmulator(), file, (sentence) => saves.push(sentence));
  const call = kept.emulator.fetch(new Request('https://graph.threads.com/v1.0/me'));

  expect(kept.close()).toBe(true);
  await call;
  expect(saves).toEqual(['while it was open', 'while it was open']);
});
