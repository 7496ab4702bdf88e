import { createClient, type RequestOptions } from '@threads-sdk/core-http';
import type { Credentials } from '@threads-sdk/credentials';
import type { App } from './app.ts';
import { credentialsFromAnswer, expirationOf } from './credentials-from-answer.ts';
import { exchangeToken } from './generated/oauth/exchange-token.ts';

/** Sends a token of one hour for one of 60 days. The input has been checked. */
export async function sendShortLivedToken(
  app: App,
  credentials: Credentials,
  options?: RequestOptions,
): Promise<Credentials> {
  const client = createClient(app.http);
  const sentAt = client.clock.now();
  const answer = await exchangeToken(
    client,
    { client_secret: app.clientSecret, access_token: credentials.accessToken },
    options,
  );
  return credentialsFromAnswer('extendToken', {
    ...credentials,
    shortLived: false,
    accessToken: answer.access_token,
    expiration: expirationOf(sentAt, answer.expires_in),
  });
}
