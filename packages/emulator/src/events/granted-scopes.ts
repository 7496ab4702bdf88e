import type { EventWorld } from './event-state.ts';

/** What a user granted the app: the permissions of every token, unless the grant was revoked or is past its 90 days. */
export function grantedScopes({ store, clock }: EventWorld, userId: string): ReadonlySet<string> {
  const tokens = [...store.tokens.values()].filter(
    (token) => token.userId === userId && token.revoked !== true && clock.now() < (token.grantExpiresAt ?? 0),
  );
  return new Set(tokens.flatMap(({ scopes }) => scopes));
}
