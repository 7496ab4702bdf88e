import { type Credentials, createCredentials } from '@threads-sdk/credentials';
import { CommandError } from './command-error.ts';
import { askEmulator } from './emulator-control.ts';
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
  const { users } = await askEmulator(origin, 'GET', '/users', undefined, signal);
  const names = Array.isArray(users) ? users.map((user: unknown) => String(Object(user).username)) : [];
  const name = names.find((each) => each === (username ?? each));
  if (name === undefined)
    throw new CommandError(
      exitCodes.loginNeeded,
      `The emulator at ${origin.name} has no user ${username ?? ''}.`,
      `It has ${names.join(', ')}. Start it with --user for another one.`,
    );
  const token = await askEmulator(origin, 'POST', '/tokens', { username: name }, signal);
  const credentials = createCredentials({
    accessToken: String(token['accessToken']),
    userId: String(token['userId']),
    scopes: Array.isArray(token['scopes']) ? token['scopes'].map(String) : [],
    shortLived: token['shortLived'] === true,
    expiration: new Date(String(token['expiration'])),
  });
  return { username: name, credentials };
}
