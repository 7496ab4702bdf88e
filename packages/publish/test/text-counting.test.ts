import { createEmulator } from '@threads-sdk/emulator';
import textCounting from '@threads-sdk/openapi/text-counting.json' with { type: 'json' };
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maxTextLength } from '../src/generated/limits.ts';
import { countText } from '../src/text/count-text.ts';

// They share no code, so that one can judge the other.
it('counts the characters of any text as the emulator does', async () => {
  const emulator = createEmulator({ users: [{ username: 'mika' }] });
  const { accessToken } = emulator.issueToken({ username: 'mika' });
  const answerTo = async (text: string): Promise<string> => {
    const body = new URLSearchParams({ media_type: 'TEXT', text, access_token: accessToken });
    const request = new Request('https://graph.threads.com/v1.0/me/threads', { method: 'POST', body });
    return (await emulator.fetch(request)).text();
  };
  const parts = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
    fc.constantFrom(...textCounting.cases.map(({ text }) => text)),
    fc.constantFrom('\u{FE0F}', '\u{FE0E}', '\u{20E3}', '\u{200D}', '\u{1F3FD}', '\u{1F1EF}', '1', '#'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(parts, { maxLength: 12 }), async (chosen) => {
      // A line break joins nothing, so that what is added counts for itself.
      const text = `.${chosen.join('')}\n`;
      const { characters } = countText(text);
      const room = maxTextLength - characters;
      fc.pre(room >= 0);
      expect(await answerTo(text + 'a'.repeat(room))).toMatch(/^\{"id":/);
      expect(await answerTo(text + 'a'.repeat(room + 1))).toContain(`at most ${maxTextLength} characters`);
    }),
  );
});
