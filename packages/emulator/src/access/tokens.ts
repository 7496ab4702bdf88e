import { grantableScopes, isWithinReach } from './access.ts';
import { authorizationCodeInvalid, grantRevoked, type CodeFault } from './access-errors.ts';
import type { World } from '../model/world.ts';
import {
  alreadyLongLived,
  applicationInvalid,
  codeRejected,
  decidedBy,
  grantMissing,
  type GraphError,
  invalidToken,
  refreshRefused,
  sessionExpired,
} from '../graph/errors.ts';
import { limits } from '../description/limits.ts';
import type { CodeRecord, TokenRecord } from '../model/records.ts';

/**
 * Issues a token of a user. No scopes: the user granted nothing. `grantExpiresAt`: the end of the user's permission,
 * 90 days from now where it is given now.
 */
export function issueToken(
  world: World,
  grant: {
    readonly userId: string;
    readonly scopes: readonly string[];
    readonly shortLived: boolean;
    readonly grantExpiresAt?: number;
  },
): TokenRecord {
  const { store, clock } = world;
  const issuedAt = clock.now();
  const lifetime = grant.shortLived ? limits.shortLivedTokenSeconds : limits.longLivedTokenSeconds;
  const record: TokenRecord = Object.freeze({
    grantExpiresAt: issuedAt + limits.grantSeconds.value * 1000,
    ...grant,
    scopes: grantableScopes(world, grant.userId, grant.scopes),
    accessToken: store.identifiers.accessToken(store.app.clientSecret),
    issuedAt,
    expiresAt: issuedAt + lifetime.value * 1000,
  });
  store.tokens.set(record.accessToken, record);
  return record;
}

/** Issues an authorization code after consent. */
export function issueCode(
  { store, clock }: World,
  consent: { readonly userId: string; readonly scopes: readonly string[]; readonly redirectUri: string },
): CodeRecord {
  const issuedAt = clock.now();
  const record: CodeRecord = Object.freeze({
    ...consent,
    code: store.identifiers.authorizationCode(store.app.clientSecret),
    issuedAt,
    expiresAt: issuedAt + limits.authorizationCodeSeconds.value * 1000,
    used: false,
  });
  store.codes.set(record.code, record);
  return record;
}

/**
 * The code for a short-lived token: once, within an hour, at the redirect URI that it was issued for.
 *
 * @throws {GraphError} `applicationInvalid` or `codeRejected`.
 */
export function exchangeCode(
  world: World,
  input: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly code: string;
    readonly redirectUri: string;
  },
): TokenRecord {
  const { store, clock } = world;
  checkApplication(world, input);
  const record = store.codes.get(input.code);
  if (record === undefined) throw rejectCode(world, 'invalid_authorization_code');
  if (record.used) throw rejectCode(world, 'used_authorization_code');
  if (record.expiresAt <= clock.now()) throw rejectCode(world, 'expired_authorization_code');
  if (record.redirectUri !== input.redirectUri) throw rejectCode(world, 'redirect_uri_mismatch');
  store.codes.set(record.code, Object.freeze({ ...record, used: true }));
  const { userId, scopes, issuedAt } = record;
  return issueToken(world, {
    userId,
    scopes,
    shortLived: true,
    grantExpiresAt: issuedAt + limits.grantSeconds.value * 1000,
  });
}

function rejectCode({ settings }: World, fault: CodeFault): GraphError {
  const { codeExchangeError } = settings.current.behaviour;
  const error = codeExchangeError === 'flat' ? codeRejected() : authorizationCodeInvalid(fault);
  return decidedBy(['behaviour.codeExchangeError'], error);
}

/**
 * A short-lived token for a long-lived one.
 *
 * @throws {GraphError} `applicationInvalid`, `invalidToken`, `sessionExpired`, `grantMissing` or `alreadyLongLived`.
 */
export function exchangeToken(
  world: World,
  input: { readonly clientSecret: string; readonly accessToken: string | undefined },
): TokenRecord & { readonly userId: string } {
  checkApplication(world, { clientId: world.store.app.clientId, clientSecret: input.clientSecret });
  const token = findUserToken(world, input.accessToken);
  if (!token.shortLived) throw alreadyLongLived();
  return renew(world, token, token.grantExpiresAt);
}

/**
 * A long-lived token for another one of the same length, with the user's permission extended to 90 days from now.
 *
 * @throws {GraphError} `invalidToken`, `sessionExpired`, `grantMissing` or `refreshRefused`.
 */
export function refreshToken(
  world: World,
  input: { readonly accessToken: string | undefined },
): TokenRecord & { readonly userId: string } {
  const token = findUserToken(world, input.accessToken);
  if (token.shortLived) throw refreshRefused('Only a long-lived access token can be refreshed');
  const { value: age } = limits.minRefreshAgeSeconds;
  if (world.clock.now() - token.issuedAt < age * 1000) {
    throw refreshRefused(`The access token must be at least ${age / 3600} hours old to be refreshed`);
  }
  const { store, settings } = world;
  const isPrivate = store.users.get(token.userId)?.private === true;
  const extended = !isPrivate || settings.current.behaviour.privateGrants === 'extended';
  const renewed = renew(world, token, extended ? undefined : token.grantExpiresAt);
  if (settings.current.behaviour.refreshedToken === 'invalid') store.tokens.delete(token.accessToken);
  return renewed;
}

function renew(
  world: World,
  { userId, scopes }: TokenRecord & { readonly userId: string },
  grantExpiresAt: number | undefined,
): TokenRecord & { readonly userId: string } {
  const grant = grantExpiresAt === undefined ? {} : { grantExpiresAt };
  return { ...issueToken(world, { userId, scopes, shortLived: false, ...grant }), userId };
}

/**
 * A token that stands for the app and no user.
 *
 * @throws {GraphError} `applicationInvalid`.
 */
export function issueAppToken(
  world: World,
  input: { readonly clientId: string; readonly clientSecret: string },
): TokenRecord {
  const { store, clock } = world;
  checkApplication(world, input);
  const record: TokenRecord = Object.freeze({
    accessToken: `TH|${store.app.clientId}|${store.identifiers.appToken(store.app.clientSecret)}`,
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
 * @throws {GraphError} `invalidToken`, `grantRevoked` or `sessionExpired`.
 */
export function findToken(world: World, accessToken: string | undefined): TokenRecord {
  const { store, clock } = world;
  const token = accessToken === undefined ? undefined : lookUp(world, accessToken);
  if (token === undefined) throw invalidToken();
  if (token.revoked === true) throw grantRevoked(store.app.clientId);
  if (token.expiresAt <= clock.now()) {
    throw sessionExpired(token.expiresAt, clock.now(), clock.position?.().offset);
  }
  return token;
}

// The app's credentials are a token of the app themselves, written one after the other.
function lookUp({ store }: World, accessToken: string): TokenRecord | undefined {
  const { clientId, clientSecret } = store.app;
  if (accessToken !== `TH|${clientId}|${clientSecret}`) return store.tokens.get(accessToken);
  return { accessToken, scopes: [], shortLived: false, issuedAt: 0, expiresAt: Number.POSITIVE_INFINITY };
}

/**
 * The record of a valid token of a user who granted something, and whose permission did not end.
 *
 * @throws {GraphError} `invalidToken`, `grantRevoked`, `sessionExpired` or `grantMissing`.
 */
export function findUserToken(
  world: World,
  accessToken: string | undefined,
): TokenRecord & { readonly userId: string } {
  const token = findToken(world, accessToken);
  const { userId } = token;
  if (userId === undefined) throw invalidToken();
  const ended = token.grantExpiresAt !== undefined && token.grantExpiresAt <= world.clock.now();
  // Who is no tester of an app without review grants nothing, whatever they click.
  const isOutOfReach = token.scopes.length === 0 && !isWithinReach(world, world.store.users.get(userId));
  if (ended || !token.scopes.includes('threads_basic'))
    throw decidedBy(isOutOfReach && !ended ? ['app.access'] : [], grantMissing());
  return { ...token, userId };
}

function checkApplication(
  { store }: World,
  input: { readonly clientId: string; readonly clientSecret: string },
): void {
  const wrong = (['clientId', 'clientSecret'] as const).filter((name) => input[name] !== store.app[name]);
  if (wrong.length > 0)
    throw decidedBy(
      wrong.map((name) => `app.${name}` as const),
      applicationInvalid(),
    );
}
