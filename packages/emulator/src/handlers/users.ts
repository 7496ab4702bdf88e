import type { Call, Handler, Outcome } from '../call.ts';
import { objectNotFound } from '../errors.ts';
import { mentions } from '../mentions.ts';
import { profileNode, userNode } from '../objects/user.ts';
import { newestFirst, withinTimes } from '../paging.ts';
import { requiredText } from '../parameters.ts';
import { isPublic, listedPosts } from '../posts.ts';
import { checkQuota, countUsage } from '../quota.ts';
import { userByName, type UserRecord } from '../store.ts';
import { ownerHidden, threadPage } from './media.ts';

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
  const { id } = discoveredUser(call);
  const posts = listedPosts(context.store).filter(
    (post) => post.ownerId === id && post.content.replyToId === undefined && isPublic(context, post),
  );
  return threadPage(call, withinTimes(call, posts), newestFirst, ownerHidden);
}

const leastFollowers = 100;

// What Meta answers for an unknown or a small profile is not known.
function discoveredUser({ context, parameters, user }: Call): UserRecord {
  const username = requiredText(parameters, 'username');
  checkQuota(context, 'profile_lookups', user.id);
  countUsage(context, 'profile_lookups', user.id);
  const found = userByName(context.store, username);
  if (found === undefined || found.followers < leastFollowers) throw objectNotFound('GET', username);
  return found;
}

function listMentions(call: Call): Outcome {
  const { context, user } = call;
  const posts = listedPosts(context.store).filter(
    (post) =>
      post.ownerId !== user.id && mentions(post.content.text ?? '', user.username) && isPublic(context, post),
  );
  return threadPage(call, withinTimes(call, posts));
}
