import { checkSetup, type SetupFinding } from '@threads-sdk/check-setup';
import { connect, type Connection, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { inOurWords } from '../../in-our-words.ts';
import { permissions } from '../../permissions.ts';
import { type Finding, found } from './finding.ts';

/**
 * The account: whether its token works, what it may do, for how long, and how much of its quota is left.
 *
 * @throws {CommandError} if nobody is logged in
 */
export async function checkAccount(context: Context, options: ConnectOptions): Promise<readonly Finding[]> {
  const connection = await connect(context, options);
  const { client, tokenFrom } = connection;
  const { signal } = context;
  const credentials = await connection.credentials();
  const { accessToken, shortLived } = credentials;
  // Of a token in the variable nothing else is known.
  const known = tokenFrom === 'variable' ? { accessToken } : credentials;
  const findings = await checkSetup({ client, credentials: known, signal });
  const missing = findings.map(({ scope }) => scope);
  const scopes = permissions.map(({ scope }) => scope).filter((scope) => !missing.includes(scope));
  return findings.map((finding) => inTypedWords(finding, { tokenFrom, scopes, shortLived }));
}

const from: Readonly<Record<Connection['tokenFrom'], string>> = {
  account: 'logged in here',
  variable: 'by the token in THREADS_ACCESS_TOKEN',
  emulator: 'of the emulator, where nobody needs to log in',
};

interface Token extends Pick<Connection, 'tokenFrom'> {
  /** What is not missing. */
  readonly scopes: readonly string[];
  readonly shortLived: boolean;
}

/** A finding as who types commands can use it. */
function inTypedWords(
  { check, level, message, remedy, scope }: SetupFinding,
  { tokenFrom, scopes, shortLived }: Token,
): Finding {
  const refresh =
    tokenFrom === 'variable'
      ? 'Keep it with `threads login --token-stdin`, so that it is refreshed.'
      : shortLived
        ? 'Log in again with `threads login`.'
        : 'Refresh it with `threads refresh`.';
  if (check === 'account' && level === 'ok')
    return found(check, level, message.replace(/\.$/, `, ${from[tokenFrom]}.`));
  if (check === 'token') return found(check, level, message, level === 'ok' ? undefined : refresh);
  if (check === 'grant')
    return found(check, level, message, `${refresh} If that changes nothing, log in again.`);
  const missing = permissions.find((each) => each.scope === scope);
  if (missing)
    return found(
      check,
      level,
      `${missing.scope} is missing. It is for: ${missing.isFor}.`,
      missing.isUsual
        ? 'If you need it, add it to the app in the dashboard, log in again, and leave it on.'
        : `If you need it, add it to the app in the dashboard, and log in with it: threads login --scope ${[...scopes, missing.scope].join(' --scope ')}`,
    );
  return found(check, level, inOurWords(message), remedy && inOurWords(remedy));
}
