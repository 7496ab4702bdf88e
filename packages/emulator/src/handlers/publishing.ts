import type { Call, Handler, Outcome } from './call.ts';
import { containerParameters, readContainerInput } from './container-input.ts';
import { addContainer, containerStatus, isLost, publish } from '../model/containers.ts';
import {
  decidedBy,
  invalidParameter,
  mediaDownloadFailed,
  mediaNotFound,
  objectNotFound,
  permissionMissing,
} from '../graph/errors.ts';
import { announce } from '../events/deliveries.ts';
import { inspectImage, inspectVideo } from '../media/inspect-media.ts';
import type { MediaFault } from '../media/media-fault.ts';
import { containerNode } from '../objects/container.ts';
import { publishingLimitNode } from '../objects/publishing-limit.ts';
import { optionalText, requiredText } from '../graph/parameters.ts';
import { addRepost, isVisibleTo, removePost } from '../model/posts.ts';
import { checkQuota, countUsage } from '../access/quota.ts';
import { readSelections } from '../graph/selections.ts';
import type { ContainerRecord, PostRecord } from '../model/records.ts';

/** Creating containers, publishing them, reposting and deleting. */
export const publishingHandlers: Readonly<Record<string, Handler>> = {
  createContainer,
  publishContainer,
  getContainer,
  getPublishingLimit,
  repost,
  deletePost,
};

async function createContainer(given: Call): Promise<Outcome> {
  const parameters = containerParameters(given.parameters);
  const call = { ...given, parameters };
  const { context, operation, scopes, user } = call;
  // A switch that is off asks for nothing.
  const needed = [...operation.writable].filter(
    ([name]) => !['', 'false', '0'].includes(optionalText(parameters, name)?.toLowerCase() ?? ''),
  );
  const extraScopes = needed.flatMap(([, extra]) => extra);
  if (!extraScopes.every((scope) => scopes.includes(scope))) throw permissionMissing();
  const target = optionalText(parameters, 'reply_to_id');
  if (target !== undefined && !mayPublishReply(call, target))
    throw decidedBy(['behaviour.replyPermission'], permissionMissing());
  const { autoPublish, ...input } = readContainerInput(call);
  const fault = await inspectMedia(call, input);
  if (fault !== undefined && 'refusal' in fault) throw mediaDownloadFailed(fault.refusal);
  const container = addContainer(context, { ownerId: user.id, ...input, ...fault });
  return { body: autoPublish ? publishOnce(call, container) : { id: container.id } };
}

async function inspectMedia(
  { context: { media } }: Call,
  { mediaType, content: { mediaUrl } }: Pick<ContainerRecord, 'mediaType' | 'content'>,
): Promise<MediaFault | undefined> {
  if (mediaUrl === undefined) return undefined;
  return mediaType === 'IMAGE' ? inspectImage(media, mediaUrl) : inspectVideo(media, mediaUrl);
}

function mayPublishReply({ context, scopes, user }: Call, target: string): boolean {
  const { posts } = context.store;
  switch (context.settings.current.behaviour.replyPermission) {
    case 'none':
      return true;
    case 'threads_manage_replies':
      return scopes.includes('threads_manage_replies');
    case 'documented': {
      const post = posts.get(target);
      const root = post?.rootPostId === undefined ? post : posts.get(post.rootPostId);
      if (root?.ownerId === user.id) return true;
      return scopes.includes('threads_keyword_search') || scopes.includes('threads_manage_mentions');
    }
  }
}

function publishContainer(call: Call): Outcome {
  const { context, parameters, user } = call;
  const id = requiredText(parameters, 'creation_id');
  const container = context.store.containers.get(id);
  if (container === undefined || container.ownerId !== user.id) throw mediaNotFound(id);
  const status = containerStatus(context, container);
  // What Meta answers to a second publication is not known; here it leads to the same post.
  if (
    container.publishedMediaId !== undefined &&
    context.settings.current.behaviour.secondPublication === 'same-id'
  )
    return { body: publishedBody(container, container.publishedMediaId) };
  if (status === 'PUBLISHED') throw decidedBy(['behaviour.secondPublication'], mediaNotFound(id));
  if (status === 'IN_PROGRESS') throw decidedBy(['processing'], mediaNotFound(id));
  if (status !== 'FINISHED' || isLost(context, container)) throw mediaNotFound(id);
  if (container.carouselItem)
    throw invalidParameter('Param creation_id must not be the container of a carousel item');
  return { body: publishOnce(call, container) };
}

function publishOnce({ context, user }: Call, container: ContainerRecord): ReturnType<typeof publishedBody> {
  const quota = container.content.replyToId === undefined ? 'posts' : 'replies';
  checkQuota(context, quota, user.id);
  const post = publish(context, container);
  countUsage(context, quota, user.id);
  announce(context, 'published', post);
  return publishedBody(container, post.id);
}

function publishedBody(
  { crossreshare }: ContainerRecord,
  id: string,
): { readonly id: string; readonly crossreshare_to_ig_status: string | undefined } {
  return { id, crossreshare_to_ig_status: crossreshare ? 'SUCCESS' : undefined };
}

function getContainer({ context, id, user }: Call): Outcome {
  const container = context.store.containers.get(id);
  if (container === undefined || container.ownerId !== user.id) throw objectNotFound('GET', id);
  return { node: containerNode(context, container) };
}

function getPublishingLimit(call: Call): Outcome {
  const { context, operation, parameters, scopes, user } = call;
  for (const { name } of readSelections(parameters) ?? []) {
    const needed = operation.readable.get(name) ?? [];
    if (!needed.every((scope) => scopes.includes(scope))) throw permissionMissing();
  }
  return { only: publishingLimitNode(context, user) };
}

function repost({ context, id, user }: Call): Outcome {
  const target = visiblePost(context, id, user.id, 'POST');
  const counted = context.settings.current.behaviour.repostQuota === 'counted';
  if (counted) checkQuota(context, 'posts', user.id, ['behaviour.repostQuota']);
  const post = addRepost(context, user.id, target);
  if (counted) countUsage(context, 'posts', user.id);
  return { body: { id: post.id } };
}

function visiblePost(context: Call['context'], id: string, userId: string, method: string): PostRecord {
  const post = context.store.posts.get(id);
  if (post === undefined || post.carouselItem || !isVisibleTo(context, post, userId))
    throw objectNotFound(method, id);
  return post;
}

function deletePost({ context, id, user }: Call): Outcome {
  const { store } = context;
  const post = store.posts.get(id);
  if (post === undefined || post.carouselItem || post.ownerId !== user.id) throw objectNotFound('DELETE', id);
  checkQuota(context, 'deletes', user.id);
  removePost(store, post);
  countUsage(context, 'deletes', user.id);
  announce(context, 'deleted', post);
  return { body: { success: true, deleted_id: id } };
}
