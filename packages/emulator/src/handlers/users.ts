import { checkAccess, isDiscoverable, isWithinReach } from '../access/access.ts';
import type { Call, Handler, Outcome } from './call.ts';
import { decidedBy, objectNotFound } from '../graph/errors.ts';
import { mentions } from '../model/mentions.ts';
import { profileNode, userNode } from '../objects/user.ts';
import { withinTimes } from './paging.ts';
import { requiredText } from '../graph/parameters.ts';
import { isPublic, listedPosts } from '../model/posts.ts';
import { checkQuota, countUsage } from '../access/quota.ts';
import type { UserRecord } from '../model/records.ts';
import { officialAccount } from '../model/official-accounts.ts';
import { userByName } from '../model/store.ts';
import { ownerHidden, threadPage } from './media.ts';
import { limits } from '../description/limits.ts';

/** Profiles, and posts found by profile. */
export const userHandlers: Readonly<Record<string, Handler>> = {
  getUser,
  lookupProfile,
  listProfilePosts,
  listMentions,
};

function getUser({ context, user }: Call): Outcome {
  return { node: userNode(context, user) };
}

function lookupProfile(call: Call): Outcome {
  return { node: profileNode(call.context, discoveredUser(call)) };
}

function listProfilePosts(call: Call): Outcome {
  const { context } = call;
  checkAccess(context, 'profile_posts');
  const { id } = discoveredUser(call);
  const posts = context.store.posts.threadsOf(id).filter((post) => isPublic(context, post));
  return threadPage(call, withinTimes(call, posts), ownerHidden);
}

// What Meta answers for an unknown or a small profile is not known.
function discoveredUser({ context, parameters, user }: Call): UserRecord {
  const username = requiredText(parameters, 'username');
  checkQuota(context, 'profile_lookups', user.id);
  countUsage(context, 'profile_lookups', user.id);
  const found = userByName(context.store, username) ?? officialAccount(username);
  if (found === undefined || found.followers < limits.minDiscoverableFollowers.value || found.private)
    throw objectNotFound('GET', username);
  if (!isDiscoverable(context, found)) throw decidedBy(['app.access'], objectNotFound('GET', username));
  return found;
}

function listMentions(call: Call): Outcome {
  const { context, user } = call;
  checkAccess(context, 'mentions');
  const posts = listedPosts(context.store).filter(
    (post) =>
      post.ownerId !== user.id &&
      isPublic(context, post) &&
      isWithinReach(context, context.store.users.get(post.ownerId)) &&
      mentions(post.content.text ?? '', user.username),
  );
  return threadPage(call, withinTimes(call, posts));
}
