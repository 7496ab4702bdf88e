import { debugToken, type TokenDetails } from '@threads-sdk/auth';
import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import type { Scope } from '@threads-sdk/credentials';
import { getPublishingLimit, getUser, lookupProfile } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import type { SetupCredentials } from './options.ts';
import { found, foundBy, type SetupCheck, type SetupFinding } from './finding.ts';
import { longLivedTokenSeconds } from './generated/limits.ts';
import { checkPermissions } from './permissions.ts';

const day = 24 * 60 * 60 * 1000;

/** Days that a refreshed token works. */
const lifetime = (longLivedTokenSeconds * 1000) / day;

/** Whose account, and what is known of it. */
interface Account {
  readonly client: Client;
  readonly credentials: SetupCredentials | undefined;
  /** What the app needs. */
  readonly scopes: readonly Scope[] | undefined;
}

/** The account: whether its token works, what it may do, for how long, and how much of its quota is left. */
export async function checkAccount(
  { client, credentials, scopes: needed }: Account,
  request: RequestOptions,
): Promise<readonly SetupFinding[]> {
  let name: string;
  try {
    const { id, username = id } = await getUser(client, { fields: ['username'] }, request);
    name = username;
  } catch (error) {
    return [foundBy('account', error)];
  }
  const details = credentials && (await readDetails(client, credentials.accessToken, request));
  const { scopes: asked = [] } = credentials ?? {};
  const scopes = details?.scopes ?? (asked.length > 0 ? asked : undefined);
  return [
    found('account', 'ok', `Threads takes the token of ${name}.`),
    ...(credentials
      ? [
          checkTester(details),
          ...checkPermissions(scopes, { isSaid: details?.scopes !== undefined, needed }),
          ...checkEnds(client.clock.now(), credentials, details),
        ]
      : (['tester', 'permissions', 'token'] as const).map(unasked)),
    await checkPublic(client, name, scopes, request),
    await checkQuota(client, request),
  ];
}

/** What Threads says of the token: to testers of the app alone. */
async function readDetails(
  client: Client,
  token: string,
  request: RequestOptions,
): Promise<TokenDetails | undefined> {
  // The call sends the token alone.
  const app = { clientId: '0', clientSecret: 'unused', redirectUri: 'https://localhost/', client };
  try {
    return await debugToken(app, { token }, request);
  } catch (error) {
    if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
    return undefined;
  }
}

/** The client does not show its token, without which Threads cannot be asked about it. */
function unasked(check: SetupCheck): SetupFinding {
  return found(
    check,
    'unknown',
    'Threads was not asked, since the token is not known here.',
    'Pass credentials beside the client.',
  );
}

function checkTester(details: TokenDetails | undefined): SetupFinding {
  if (details !== undefined)
    return found('tester', 'ok', 'Threads tells what the token may do, as it does to testers of the app.');
  return found(
    'tester',
    'unknown',
    'Whether the account is a tester cannot be asked. Its token works, so either it is, or Meta has reviewed the app.',
    'Of somebody who has not accepted the invitation the login fails with 1349245 or GRANT_MISSING: they accept it in the settings of their account at Threads, under "Website permissions".',
  );
}

function checkEnds(
  now: number,
  { expiration, shortLived = false }: SetupCredentials,
  details: TokenDetails | undefined,
): readonly SetupFinding[] {
  const end = details?.expiresAt ?? expiration;
  const refresh = `Refresh it: a refreshed token lives for ${lifetime} days.`;
  if (end === undefined)
    return [
      found(
        'token',
        'unknown',
        `When the token ends is not known: ${lifetime} days after it was made, at most.`,
        refresh,
      ),
    ];
  const days = Math.floor((end.getTime() - now) / day);
  const message = `The token ends on ${end.toISOString().slice(0, 10)}, ${inDays(days)}.`;
  const grantEnd = details?.dataAccessExpiresAt;
  const grantDays = grantEnd && Math.floor((grantEnd.getTime() - now) / day);
  return [
    shortLived
      ? found(
          'token',
          'warning',
          'The token lives for an hour alone, and cannot be refreshed.',
          'Exchange it for a long-lived one, or log in again.',
        )
      : days < 7
        ? found('token', 'warning', message, refresh)
        : found('token', 'ok', message),
    ...(grantDays !== undefined && grantDays < 7
      ? [
          found(
            'grant',
            'warning',
            `What was granted to the app ends ${inDays(grantDays)}. A refresh extends it; of private profiles maybe not.`,
            'Refresh the token. If that changes nothing, log in again.',
          ),
        ]
      : []),
  ];
}

function inDays(days: number): string {
  return `in ${days} ${days === 1 ? 'day' : 'days'}`;
}

/** Threads says of nobody that they are private; but who can be looked up is public. */
async function checkPublic(
  client: Client,
  username: string,
  scopes: readonly string[] | undefined,
  request: RequestOptions,
): Promise<SetupFinding> {
  if (scopes?.includes('threads_profile_discovery') === true) {
    try {
      await lookupProfile(client, { username }, request);
      return found('profile', 'ok', 'The profile is public: it can be looked up.');
    } catch (error) {
      if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
    }
  }
  return found(
    'profile',
    'unknown',
    'Whether the profile is public cannot be asked.',
    "Look at its settings: of a private one mentions and webhooks leave things out, and Meta's dashboard makes no token.",
  );
}

async function checkQuota(client: Client, request: RequestOptions): Promise<SetupFinding> {
  try {
    const { data } = await getPublishingLimit(client, {}, request);
    const { quota_usage: used, config } = data[0] ?? {};
    const total = config?.quota_total;
    if (used === undefined || total === undefined)
      return found('quota', 'unknown', 'Threads does not say how much of the quota is used.');
    const hours = (config?.quota_duration ?? 0) / 3600;
    const message = `${used} of ${total} posts are used${hours > 0 ? ` within ${hours} hours` : ''}.`;
    return used >= total
      ? found('quota', 'warning', message, 'Wait: each post is counted until it is that old.')
      : found('quota', 'ok', message);
  } catch (error) {
    // Without threads_content_publish it is not told, which stands among the permissions.
    return Object.freeze({ ...foundBy('quota', error), level: 'unknown' });
  }
}
