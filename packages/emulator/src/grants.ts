import type { EmulatorContext } from './context.ts';
import { lifetimes } from './tokens.ts';

/** What a user granted the app: the permissions of every token whose grant neither was revoked nor is past its 90 days. */
export function grantedScopes({ store, clock }: EmulatorContext, userId: string): ReadonlySet<string> {
  const tokens = [...store.tokens.values()].filter(
    (token) =>
      token.userId === userId && token.revoked !== true && clock.now() < token.issuedAt + lifetimes.grant,
  );
  return new Set(tokens.flatMap(({ scopes }) => scopes));
}

/** Removes the app from a user's account: every token and every code of that user is dead from now on. */
export function revokeGrant({ store }: EmulatorContext, userId: string): void {
  for (const [key, token] of store.tokens)
    if (token.userId === userId) store.tokens.set(key, Object.freeze({ ...token, revoked: true }));
  for (const [key, code] of store.codes) if (code.userId === userId) store.codes.delete(key);
}
