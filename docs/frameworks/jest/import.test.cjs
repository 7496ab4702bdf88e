// CommonJS, in every version of Node
test('a post is published', async () => {
  const { createEmulator } = await import('@threads-sdk/emulator');
  const { createClient, publish } = await import('threads-sdk');
  const emulator = createEmulator({ users: [{ username: 'mika' }] });
  const client = createClient(emulator.clientOptions({ username: 'mika' }));

  const { id } = await publish(client, { text: 'Hello' });
  expect(id).toMatch(/^\d+$/);
});
