/**
 * What every runtime is asked to do: read ids that a number of JavaScript cannot hold, and check a file. Plain functions over web
 * standards, so that they run in Node, Bun, Deno, workerd and the browser alike.
 */
import { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http';
import { createCredentials, credentialsFromJson, isExpired } from '@threads-sdk/credentials';
import { getUser, listThreads } from '@threads-sdk/endpoints';
import { checkMedia } from '@threads-sdk/media';
import { runWebhookCases } from './webhook-cases.ts';

const scopes = ['threads_basic'];

/**
 * Runs all cases.
 *
 * @param baseUrl the address of the server of `run-everywhere.ts`
 * @returns the values as this runtime saw them, by case
 */
export async function runCases(baseUrl: string): Promise<Record<string, unknown>> {
  const http = { baseUrl, allowInsecure: true };
  const app = {
    clientId: '990602627938098',
    clientSecret: 'secret-of-the-app',
    redirectUri: 'https://app.example/callback',
    http,
  };

  const { state } = createAuthorizationUrl(app, { scopes });
  const callbackUrl = `https://app.example/callback?code=code-1&state=${state}#_`;
  const credentials = await completeAuthorization(app, { callbackUrl, state, scopes });

  const client = createClient({ ...http, credentials });
  const user = await getUser(client, { fields: ['id', 'username'] });
  const ids: string[] = [];
  for await (const thread of listThreads(client, { fields: ['id'] })) ids.push(thread.id);

  const stored = credentialsFromJson(
    '{"user_id":17841405793187219,"scopes":["threads_basic"],"short_lived":false,' +
      '"access_token":"token","expiration":"2100-01-01T00:00:00+00:00"}',
  );

  const refused = await getUser(
    createClient({
      ...http,
      credentials: createCredentials({ ...credentials, expiration: new Date(0) }),
    }),
  ).catch((error: unknown) => (error instanceof Error && 'code' in error ? error.code : error));

  const file = await checkMedia(`${baseUrl}/gate.png`, { allowPrivate: true });
  const { faults } = await checkMedia(`${baseUrl}/gate.png`);

  return {
    'user id of the code exchange': credentials.userId,
    'user id of a node': user.id,
    'ids of a list': ids,
    'user id of stored credentials': stored.userId,
    'stored credentials are valid': !isExpired(stored),
    'expired credentials are refused': refused,
    'size of a file': [file.width, file.height, file.size, file.faults.length],
    'fault of a private address': faults.map(({ code }) => code),
    ...(await runWebhookCases()),
  };
}
