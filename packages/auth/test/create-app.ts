import type { App } from '@threads-sdk/auth';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';

/** An emulator with one user, and the app as the SDK sees it; both live in the same time. */
export function createApp(): { readonly emulator: Emulator; readonly app: App } {
  const redirectUri = 'https://app.example/callback';
  const clock = createVirtualClock(Date.parse('2026-03-01T12:00:00Z'));
  const emulator = createEmulator({
    clock,
    users: [{ username: 'mika' }],
    app: { redirectUris: [redirectUri] },
  });
  const { clientId, clientSecret } = emulator.app;
  return {
    emulator,
    app: {
      clientId,
      clientSecret,
      redirectUri,
      http: { fetch: emulator.fetch, clock },
    },
  };
}
