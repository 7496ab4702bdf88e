import {
  createClient,
  isApiError,
  isTransportError,
  TransportError,
  type RequestOptions,
} from '@threads-sdk/core-http';
import type { Credentials, Scope } from '@threads-sdk/credentials';
import { ThreadsError } from '@threads-sdk/errors';
import type { App } from './app.ts';
import { credentialsFromAnswer, expirationOf } from './credentials-from-answer.ts';
import { exchangeCode } from './generated/oauth/exchange-code.ts';
import { startAgain } from './start-again.ts';

const hour = 60 * 60; // seconds: the life of a short-lived token

/** Sends a code, once, for a token of one hour. The input has been checked. */
export async function sendCode(
  app: App,
  code: string,
  scopes: readonly Scope[],
  options?: RequestOptions,
): Promise<Credentials> {
  const client = createClient({ ...app.http, retry: { attempts: 1 } });
  const sentAt = client.clock.now();
  const answer = await exchangeCode(
    client,
    { client_id: app.clientId, client_secret: app.clientSecret, code, redirect_uri: app.redirectUri },
    options,
  ).catch((error: unknown) => {
    throw explained(error);
  });
  const lifetime: unknown = Reflect.get(answer, 'expires_in'); // not documented here, but said to occur
  return credentialsFromAnswer('exchangeCode', {
    userId: answer.user_id,
    scopes,
    shortLived: true,
    accessToken: answer.access_token,
    expiration: expirationOf(sentAt, typeof lifetime === 'number' ? lifetime : hour),
  });
}

/** Says what an error means for a code: Threads rejects one in several shapes, and a lost answer uses it up. */
function explained(error: unknown): unknown {
  if (isApiError(error)) {
    const { apiCode, apiSubcode, status } = error;
    // 4279030, or the shape of this endpoint with code 400, or a bare message as for a wrong redirect URI.
    const isRejection =
      apiSubcode === 4279030 || apiCode === 400 || (apiCode === undefined && status < 500 && status !== 429);
    if (!isRejection) return error;
    return new ThreadsError('CODE_REJECTED', error.message, {
      remedy: `${startAgain}. A code works once, for one hour, with the redirectUri that it was asked for with, to the letter.`,
      cause: error,
    });
  }
  if (isTransportError(error) && error.sent !== 'no') {
    const remedy = `${startAgain}: a code works once, and this one may be used up.`;
    return new TransportError(error.code, error.message, Object.assign({}, error, { remedy }));
  }
  return error;
}
