// CommonJS, from Node 24.9 on
const { createEmulator } = require('@threads-sdk/emulator');
const { createClient, publish } = require('threads-sdk');

test('a post is published', async () => {
  const emulator = createEmulator({ users: [{ username: 'mika' }] });
  const client = createClient(emulator.clientOptions({ username: 'mika' }));

  const { id } = await publish(client, { text: 'Hello' });
  expect(id).toMatch(/^\d+$/);
});
