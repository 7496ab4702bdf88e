import type { World } from '../model/world.ts';
import { InvalidInput } from '../input/invalid-input.ts';
import { userByName } from '../model/store.ts';

/**
 * A permission that a user took back.
 *
 * @category Fill it
 */
export interface RevokedGrant {
  readonly userId: string;
  readonly username: string;
  /** When, in epoch milliseconds of the emulator's clock. */
  readonly at: number;
}

/**
 * A user removes the app: all their tokens and codes are worth nothing from now on. Consenting again gives new ones.
 *
 * @throws {InvalidInput} if there is no such user.
 */
export function revokeGrant(
  { store, clock }: World,
  { username }: { readonly username: string },
): RevokedGrant {
  const user = userByName(store, username);
  if (user === undefined)
    throw new InvalidInput('revokeGrant', [
      `there is no user ${username}; createEmulator({ users }) adds them`,
    ]);
  for (const token of store.tokens.values()) {
    if (token.userId !== user.id) continue;
    store.tokens.set(token.accessToken, Object.freeze({ ...token, revoked: true as const }));
  }
  for (const code of store.codes.values()) {
    if (code.userId === user.id) store.codes.set(code.code, Object.freeze({ ...code, used: true }));
  }
  return Object.freeze({ userId: user.id, username: user.username, at: clock.now() });
}
