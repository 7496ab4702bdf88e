import { type Credentials, createCredentials } from '@threads-sdk/credentials';
import { readJson } from '@threads-sdk/internal';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { Origin } from './origin.ts';

/**
 * Asks an emulator for a token of one of its users, as a person would take one from the dashboard of Meta: nobody needs to log in
 * there to try things.
 *
 * @param username whose; without it that of the first user
 * @throws {CommandError} if no emulator answers, or it has no such user
 */
export async function emulatorToken(
  origin: Origin,
  username: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly username: string; readonly credentials: Credentials }> {
  const { users } = await ask(origin, '/users', undefined, signal);
  const names = listOf(users).map((user) => String(user['username']));
  const name = names.find((each) => each === (username ?? each));
  if (name === undefined)
    throw new CommandError(
      exitCodes.loginNeeded,
      `The emulator at ${origin.name} has no user ${username ?? ''}.`,
      `It has ${names.join(', ')}. Start it with --user for another one.`,
    );
  const token = await ask(origin, '/tokens', { username: name }, signal);
  const credentials = createCredentials({
    accessToken: String(token['access_token']),
    userId: String(token['user_id']),
    scopes: Array.isArray(token['scopes']) ? token['scopes'].map(String) : [],
    shortLived: token['short_lived'] === true,
    expiration: new Date(String(token['expiration'])),
  });
  return { username: name, credentials };
}

async function ask(
  { name }: Origin,
  path: string,
  body: object | undefined,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${name}/__emulator/control${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw new CommandError(exitCodes.interrupted, 'Interrupted.', 'Nothing was sent.');
    const { code, message } = Object(Object(error).cause ?? error);
    throw new CommandError(
      exitCodes.refused,
      `No emulator answers at ${name} (${code ?? message}).`,
      'Start one in another terminal with `threads emulator`, or name its address: --emulator http://127.0.0.1:4001.',
    );
  });
  const answer: unknown = readJson(await response.text());
  if (!response.ok || typeof answer !== 'object' || answer === null)
    throw new CommandError(
      exitCodes.refused,
      `${name} is no address of an emulator: it answered with ${response.status}.`,
      'Write the address as `threads emulator` prints it, without a path.',
    );
  return { ...answer };
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
