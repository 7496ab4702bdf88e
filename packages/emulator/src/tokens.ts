import type { EmulatorContext } from './context.ts';
import {
  alreadyLongLived,
  applicationInvalid,
  codeRejected,
  grantMissing,
  grantRevoked,
  invalidToken,
  refreshRefused,
  sessionExpired,
} from './errors.ts';
import type { CodeRecord, TokenRecord } from './store.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** How long codes, tokens and grants live, in milliseconds. */
export const lifetimes: {
  readonly code: number;
  readonly shortLivedToken: number;
  readonly longLivedToken: number;
  /** A token younger than this cannot be refreshed. */
  readonly refreshAge: number;
  /** The user's permission; refreshing renews it. */
  readonly grant: number;
} = { code: hour, shortLivedToken: hour, longLivedToken: 60 * day, refreshAge: day, grant: 90 * day };

/** Issues a token of a user. No scopes: the user granted nothing. */
export function issueToken(
  { store, clock }: EmulatorContext,
  grant: { readonly userId: string; readonly scopes: readonly string[]; readonly shortLived: boolean },
): TokenRecord {
  const issuedAt = clock.now();
  const record: TokenRecord = Object.freeze({
    ...grant,
    accessToken: store.identifiers.accessToken(),
    issuedAt,
    expiresAt: issuedAt + (grant.shortLived ? lifetimes.shortLivedToken : lifetimes.longLivedToken),
  });
  store.tokens.set(record.accessToken, record);
  return record;
}

/** Issues an authorization code after consent. */
export function issueCode(
  { store, clock }: EmulatorContext,
  consent: { readonly userId: string; readonly scopes: readonly string[]; readonly redirectUri: string },
): CodeRecord {
  const issuedAt = clock.now();
  const record: CodeRecord = Object.freeze({
    ...consent,
    code: store.identifiers.authorizationCode(),
    issuedAt,
    expiresAt: issuedAt + lifetimes.code,
    used: false,
  });
  store.codes.set(record.code, record);
  return record;
}

/**
 * The code for a short-lived token: once, within an hour, at the redirect URI that it was issued for.
 *
 * @throws GraphError `applicationInvalid` or `codeRejected`.
 */
export function exchangeCode(
  context: EmulatorContext,
  input: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly code: string;
    readonly redirectUri: string;
  },
): TokenRecord {
  const { store, clock } = context;
  checkApplication(context, input);
  const record = store.codes.get(input.code);
  if (record === undefined || record.used || record.expiresAt <= clock.now()) throw codeRejected();
  if (record.redirectUri !== input.redirectUri) throw codeRejected();
  store.codes.set(record.code, Object.freeze({ ...record, used: true }));
  return issueToken(context, { userId: record.userId, scopes: record.scopes, shortLived: true });
}

/**
 * A short-lived token for a long-lived one.
 *
 * @throws GraphError `applicationInvalid`, `invalidToken`, `sessionExpired`, `grantMissing` or `alreadyLongLived`.
 */
export function exchangeToken(
  context: EmulatorContext,
  input: { readonly clientSecret: string; readonly accessToken: string | undefined },
): TokenRecord & { readonly userId: string } {
  checkApplication(context, { clientId: context.store.app.clientId, clientSecret: input.clientSecret });
  const token = findUserToken(context, input.accessToken);
  if (!token.shortLived) throw alreadyLongLived();
  return renew(context, token);
}

/**
 * A long-lived token for another one of the same length. The old one stays valid until its own end.
 *
 * @throws GraphError `invalidToken`, `sessionExpired`, `grantMissing` or `refreshRefused`.
 */
export function refreshToken(
  context: EmulatorContext,
  input: { readonly accessToken: string | undefined },
): TokenRecord & { readonly userId: string } {
  const token = findUserToken(context, input.accessToken);
  if (token.shortLived) throw refreshRefused('Only a long-lived access token can be refreshed');
  if (context.clock.now() - token.issuedAt < lifetimes.refreshAge) {
    throw refreshRefused('The access token must be at least 24 hours old to be refreshed');
  }
  return renew(context, token);
}

function renew(
  context: EmulatorContext,
  token: TokenRecord & { readonly userId: string },
): TokenRecord & { readonly userId: string } {
  const { userId, scopes } = token;
  return { ...issueToken(context, { userId, scopes, shortLived: false }), userId };
}

/**
 * A token that stands for the app and no user.
 *
 * @throws GraphError `applicationInvalid`.
 */
export function issueAppToken(
  context: EmulatorContext,
  input: { readonly clientId: string; readonly clientSecret: string },
): TokenRecord {
  const { store, clock } = context;
  checkApplication(context, input);
  const record: TokenRecord = Object.freeze({
    accessToken: `TH|${store.app.clientId}|${store.identifiers.appSecret()}`,
    scopes: [],
    shortLived: false,
    issuedAt: clock.now(),
    expiresAt: Number.POSITIVE_INFINITY,
  });
  store.tokens.set(record.accessToken, record);
  return record;
}

/**
 * The record of a valid token.
 *
 * @throws GraphError `invalidToken`, `grantRevoked` or `sessionExpired`.
 */
export function findToken({ store, clock }: EmulatorContext, accessToken: string | undefined): TokenRecord {
  const token = accessToken === undefined ? undefined : store.tokens.get(accessToken);
  if (token === undefined) throw invalidToken();
  if (token.revoked === true) throw grantRevoked(store.app.clientId);
  if (token.expiresAt <= clock.now()) throw sessionExpired(token.expiresAt, clock.now());
  return token;
}

/**
 * The record of a valid token of a user who granted something.
 *
 * @throws GraphError `invalidToken`, `sessionExpired` or `grantMissing`.
 */
export function findUserToken(
  context: EmulatorContext,
  accessToken: string | undefined,
): TokenRecord & { readonly userId: string } {
  const token = findToken(context, accessToken);
  const { userId } = token;
  if (userId === undefined) throw invalidToken();
  if (!token.scopes.includes('threads_basic')) throw grantMissing();
  return { ...token, userId };
}

function checkApplication(
  { store }: EmulatorContext,
  input: { readonly clientId: string; readonly clientSecret: string },
): void {
  if (input.clientId !== store.app.clientId || input.clientSecret !== store.app.clientSecret)
    throw applicationInvalid();
}
