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

/** Variables as lines of a `.env` file. */
export function dotenvLines(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}`);
}

// Bare where every reader of such files takes it as it is.
function quote(value: string): string {
  if (/^[\w.:/@%+,~=-]*$/.test(value)) return value;
  const mark = ["'", '"', '`'].find((candidate) => !value.includes(candidate)) ?? "'";
  return `${mark}${value}${mark}`;
}
