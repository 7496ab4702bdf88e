import type { Emulator } from '../emulator.ts';

/** A user of an emulator that runs, with a token that may do everything. */
export interface UserWithToken {
  readonly id: string;
  readonly username: string;
  readonly accessToken: string;
}

/** Gives each user a token. With it they have granted the app something, so that it is told of what happens to them. */
export function giveTokens(emulator: Emulator): readonly UserWithToken[] {
  return emulator.users.map(({ id, username }) => ({
    id,
    username,
    accessToken: emulator.issueToken({ username }).accessToken,
  }));
}

/**
 * What an app has to know to use the emulator in place of Meta, by the names of variables: those that `loadApp` and
 * `loadClientOptions` of the SDK read, a token of the first user for scripts, and what webhooks are verified with.
 */
export function variablesOf(
  { app }: Emulator,
  url: string,
  users: readonly UserWithToken[],
  verifyToken: string | undefined,
): Readonly<Record<string, string>> {
  const all = {
    THREADS_EMULATOR: url,
    THREADS_APP_ID: app.clientId,
    THREADS_API_SECRET: app.clientSecret,
    THREADS_REDIRECT_URI: app.redirectUris[0],
    THREADS_ACCESS_TOKEN: users[0]?.accessToken,
    THREADS_VERIFY_TOKEN: verifyToken,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Variables as lines of a `.env` file; of one whose value cannot be written so, a comment says that. */
export function dotenvLines(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const written = quote(value);
    const line = written === undefined ? `# ${name} ${unwritable}` : `${name}=${written}`;
    return name === 'NODE_EXTRA_CA_CERTS' ? [onTrust, line] : [line];
  });
}

/** What keeps variables from being written as lines of a `.env` file: a sentence for each that cannot be. */
export function dotenvFaults(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    quote(value) === undefined ? [`${name} ${unwritable}: choose another value, or use exec`] : [],
  );
}

const onTrust =
  '# Node heeds the next line only where it is exported before Node starts, or set by exec: not from this file';

const unwritable =
  'has line breaks, or quotes and backslashes, that a shell and readers of .env files take differently';

/**
 * A value as a shell and the usual readers of such files (Node, dotenv) all take it as it is; nothing where there is no such
 * way. Readers of the files know no escapes that shells know too.
 */
function quote(value: string): string | undefined {
  if (/^[\w.:/@%+,=-]*$/.test(value)) return value;
  if (/\p{Cc}|\\$/u.test(value)) return undefined;
  if (!value.includes("'")) return `'${value}'`;
  return /["$`\\]/.test(value) ? undefined : `"${value}"`;
}
