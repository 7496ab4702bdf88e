import { accessTierMissing } from './access-errors.ts';
import type { EmulatorContext } from './context.ts';
import { nonexistingField } from './errors.ts';
import type { UserRecord } from './records.ts';

// What an app reaches that passed no review ("standard access"): its testers, and little of everybody else.

/** Whether the app is limited to its testers. */
export function hasStandardAccess({ store }: EmulatorContext): boolean {
  return store.app.access === 'standard';
}

/** Whether an app may read posts of this author because it passed its review or the author is a tester. */
export function isWithinReach(context: EmulatorContext, author: UserRecord | undefined): boolean {
  return !hasStandardAccess(context) || author?.tester === true;
}

/** What a user can grant: people who are no testers grant nothing to an app that passed no review, whatever they click. */
export function grantableScopes(
  context: EmulatorContext,
  userId: string,
  scopes: readonly string[],
): readonly string[] {
  return isWithinReach(context, context.store.users.get(userId)) ? scopes : [];
}

/**
 * Refuses an endpoint to an app that passed no review, where `behaviour.standardAccess` asks for it.
 *
 * @throws {GraphError} `accessTierMissing` or `nonexistingField`.
 */
export function checkAccess(context: EmulatorContext, endpoint: 'mentions' | 'search'): void {
  const { standardAccess } = context.options.behaviour;
  if (!hasStandardAccess(context) || standardAccess === 'reduced') return;
  if (standardAccess === 'tier-error') throw accessTierMissing();
  // The name of the edge inside; no other one has leaked.
  if (endpoint === 'mentions') throw nonexistingField('threads_mentions');
}

const discoverable: readonly string[] = ['meta', 'threads', 'instagram', 'facebook'];

/** Whether the app can look this profile up. */
export function isDiscoverable(context: EmulatorContext, { username }: UserRecord): boolean {
  return !hasStandardAccess(context) || discoverable.includes(username.toLowerCase());
}
