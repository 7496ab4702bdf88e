/**
 * The emulator behind HTTP in a process of its own, with videos that take hours, so that the memory of the process that
 * publishes is its own alone. It sends its address and a token.
 */
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';

const emulator = createEmulator({ users: [{ username: 'mika' }], processing: { video: 3_600_000 } });
const { url } = await serve(emulator);
const { accessToken, userId, scopes, shortLived, expiration } = emulator.issueToken({ username: 'mika' });

process.on('disconnect', () => process.exit());
process.send?.({
  url,
  token: { accessToken, userId, scopes, shortLived, expiration: expiration.toISOString() },
});
