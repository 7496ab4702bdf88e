import { accessTierMissing } from './access-errors.ts';
import type { World } from '../model/world.ts';
import { decidedBy, nonexistingField } from '../graph/errors.ts';
import { officialAccount } from '../model/official-accounts.ts';
import type { UserRecord } from '../model/records.ts';

// What an app reaches that passed no review ("standard access"): its testers, and little of everybody else.

/** Whether the app is limited to its testers. */
export function hasStandardAccess({ store }: World): boolean {
  return store.app.access === 'standard';
}

/** Whether an app may read posts of this author because it passed its review or the author is a tester. */
export function isWithinReach(world: World, author: UserRecord | undefined): boolean {
  return !hasStandardAccess(world) || author?.tester === true;
}

/** What a user can grant: people who are no testers grant nothing to an app that passed no review, whatever they click. */
export function grantableScopes(world: World, userId: string, scopes: readonly string[]): readonly string[] {
  return isWithinReach(world, world.store.users.get(userId)) ? scopes : [];
}

/**
 * Refuses an endpoint to an app that passed no review, where `behaviour.standardAccess` asks for it.
 *
 * @throws {GraphError} `accessTierMissing` or `nonexistingField`.
 */
export function checkAccess(world: World, endpoint: 'mentions' | 'search' | 'profile_posts'): void {
  const { standardAccess } = world.settings.current.behaviour;
  if (!hasStandardAccess(world) || standardAccess === 'reduced') return;
  if (standardAccess === 'tier-error') throw accessTierMissing();
  // The name of the edge inside; no other one has leaked.
  if (endpoint === 'mentions')
    throw decidedBy(['app.access', 'behaviour.standardAccess'], nonexistingField('threads_mentions'));
}

/** Whether the app can look this profile up. */
export function isDiscoverable(world: World, { username }: UserRecord): boolean {
  return !hasStandardAccess(world) || officialAccount(username) !== undefined;
}
