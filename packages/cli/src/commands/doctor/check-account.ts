import { debugToken, type TokenDetails } from '@threads-sdk/auth';
import type { Credentials } from '@threads-sdk/credentials';
import { getPublishingLimit, getUser, lookupProfile } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { connect, type Connection, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { permissions } from '../../permissions.ts';
import { tokenApp } from '../../token-app.ts';
import { type Finding, found, foundBy } from './finding.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * The account: whether its token works, what it may do, for how long, and how much of its quota is left.
 *
 * @throws {CommandError} if nobody is logged in
 * @throws {ApiError} if Threads does not take the token
 */
export async function checkAccount(context: Context, options: ConnectOptions): Promise<readonly Finding[]> {
  const connection = await connect(context, options);
  const { client, tokenFrom } = connection;
  const { signal } = context;
  const credentials = await connection.credentials();
  const { username = connection.username } = await getUser(client, { fields: ['username'] }, { signal });
  const from = {
    account: 'logged in here',
    variable: 'by the token in THREADS_ACCESS_TOKEN',
    emulator: 'of the emulator, where nobody needs to log in',
  }[tokenFrom];
  const details = await readDetails(context, connection, credentials);
  const scopes = details?.scopes ?? (credentials.scopes.length > 0 ? credentials.scopes : undefined);
  return [
    found('account', 'ok', `Threads takes the token of ${username}, ${from}.`),
    checkTester(details),
    ...checkPermissions(scopes, details !== undefined),
    ...checkEnds(context, connection, credentials, details),
    await checkPublic(context, connection, username, scopes),
    await checkQuota(context, connection),
  ];
}

/** What Threads says of the token: to testers of the app alone. */
async function readDetails(
  context: Context,
  { client }: Connection,
  { accessToken: token }: Credentials,
): Promise<TokenDetails | undefined> {
  try {
    return await debugToken(tokenApp(client), { token }, { signal: context.signal });
  } catch (error) {
    if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
    return undefined;
  }
}

function checkTester(details: TokenDetails | undefined): Finding {
  if (details !== undefined)
    return found('tester', 'ok', 'Threads tells what the token may do, as it does to testers of the app.');
  return found(
    'tester',
    'unknown',
    'Whether the account is a tester cannot be asked. Its token works, so either it is, or Meta has reviewed the app.',
    'Of somebody who has not accepted the invitation the login fails with 1349245 or GRANT_MISSING: they accept it in the settings of their account at Threads, under "Website permissions".',
  );
}

function checkPermissions(scopes: readonly string[] | undefined, isSaid: boolean): readonly Finding[] {
  if (scopes === undefined)
    return [
      found(
        'permissions',
        'unknown',
        'Nobody said what was granted.',
        'What is missing shows when a command fails with PERMISSION_MISSING.',
      ),
    ];
  const missing = permissions.filter(({ scope }) => !scopes.includes(scope));
  return [
    found(
      'permissions',
      isSaid ? 'ok' : 'unknown',
      `${isSaid ? 'Granted' : 'Asked for at the login, and maybe not all granted'}: ${scopes.join(', ')}.`,
    ),
    ...missing.map(({ scope, isFor, isUsual }) =>
      found(
        'permissions',
        'warning',
        `${scope} is missing. It is for: ${isFor}.`,
        isUsual
          ? 'If you need it, add it to the app in the dashboard, log in again, and leave it on.'
          : `If you need it, add it to the app in the dashboard, and log in with it: threads login --scope ${[...scopes, scope].join(' --scope ')}`,
      ),
    ),
  ];
}

function checkEnds(
  { clock }: Context,
  { tokenFrom }: Connection,
  { expiration, shortLived }: Credentials,
  details: TokenDetails | undefined,
): readonly Finding[] {
  const now = clock.now();
  const end = details?.expiresAt ?? (tokenFrom === 'variable' ? undefined : expiration);
  if (end === undefined)
    return [
      found(
        'token',
        'unknown',
        'When the token ends is not known: 60 days after it was made, at most.',
        'Keep it with `threads login --token-stdin`, so that it is refreshed.',
      ),
    ];
  const days = Math.floor((end.getTime() - now) / day);
  const message = `The token ends on ${end.toISOString().slice(0, 10)}, in ${days} days.`;
  const again = 'Log in again with `threads login`.';
  const refreshes =
    tokenFrom === 'variable'
      ? 'Keep it with `threads login --token-stdin`, so that it is refreshed.'
      : 'Refresh it with `threads refresh`.';
  const grantEnd = details?.dataAccessExpiresAt;
  const grantDays = grantEnd && Math.floor((grantEnd.getTime() - now) / day);
  return [
    shortLived
      ? found('token', 'warning', 'The token lives for an hour alone, and cannot be refreshed.', again)
      : days < 7
        ? found('token', 'warning', message, refreshes)
        : found('token', 'ok', message),
    ...(grantDays !== undefined && grantDays < 7
      ? [
          found(
            'grant',
            'warning',
            `What was granted to the app ends in ${grantDays} days. A refresh extends it; of private profiles maybe not.`,
            `${refreshes} If that changes nothing, log in again.`,
          ),
        ]
      : []),
  ];
}

/** Threads says of nobody that they are private; but who can be looked up is public. */
async function checkPublic(
  { signal }: Context,
  { client }: Connection,
  username: string,
  scopes: readonly string[] | undefined,
): Promise<Finding> {
  if (scopes?.includes('threads_profile_discovery') === true) {
    try {
      await lookupProfile(client, { username }, { signal });
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

async function checkQuota({ signal }: Context, { client }: Connection): Promise<Finding> {
  try {
    const { data } = await getPublishingLimit(client, {}, { signal });
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
    return { ...foundBy('quota', error), level: 'unknown' };
  }
}
