import { createEmulator } from '@threads-sdk/emulator';
import { createClient, listThreads } from 'threads-sdk';
import { announce } from './announce.js';

function startThreads() {
  const emulator = createEmulator({ users: [{ username: 'mika' }] });
  const client = createClient(emulator.clientOptions({ username: 'mika' }));
  return { emulator, client };
}

test('a release is announced', async () => {
  const { client } = startThreads();
  await announce(client, '2.0');

  const { data } = await listThreads(client, { fields: ['text'] });
  expect(data.map(({ text }) => text)).toEqual(['Version 2.0 is out']);
});

test('a limit that stays is an error', async () => {
  const { emulator, client } = startThreads();
  emulator.planFault({
    kind: 'error',
    preset: 'rate-limited',
    operation: 'createContainer',
    times: Infinity,
  });

  await expect(announce(client, '2.1')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});
