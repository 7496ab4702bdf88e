import type { App } from '@threads-sdk/auth';
import type { Client } from '@threads-sdk/core-http/fetch';

/**
 * An app for calls that send a token alone, as a refresh does: nothing of it is used but its client, so that nobody has to
 * give the id and the secret.
 */
export function tokenApp(client: Client): App {
  return { clientId: '0', clientSecret: 'unused', redirectUri: 'https://localhost/', client };
}
