import type { App } from '@threads-sdk/auth';
import { createClient, type HttpOptions } from '@threads-sdk/core-http/fetch';
import {
  createEmulator,
  createVirtualClock,
  type Emulator,
  type EmulatorOptions,
} from '@threads-sdk/emulator';

/** An emulator with the user mika, and the app as the SDK sees it; both live in the same time. */
export function createApp(options: EmulatorOptions = {}): {
  readonly emulator: Emulator;
  readonly app: App;
  /** What the app's client was made with. */
  readonly http: HttpOptions;
} {
  const redirectUri = 'https://app.example/callback';
  const { clock = createVirtualClock(Date.parse('2026-03-01T12:00:00Z')) } = options;
  const emulator = createEmulator({
    users: [{ username: 'mika' }],
    app: { redirectUris: [redirectUri] },
    ...options,
    clock,
  });
  const { clientId, clientSecret } = emulator.app;
  const http = { fetch: emulator.fetch, clock };
  return {
    emulator,
    app: {
      clientId,
      clientSecret,
      redirectUri,
      client: createClient(http),
    },
    http,
  };
}
