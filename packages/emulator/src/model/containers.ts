import type { World } from './world.ts';
import { limits, type OneOf } from '../description/limits.ts';
import { addPost } from './posts.ts';
import { drawDuration } from './settings.ts';
import type { ContainerRecord, MediaType, PostRecord } from './records.ts';

export type ContainerStatus = OneOf<'containerStatuses'>;

/** Where a container is in its life, by the clock. */
export function containerStatus(world: World, container: ContainerRecord): ContainerStatus {
  const now = world.clock.now();
  if (container.publishedMediaId !== undefined) return 'PUBLISHED';
  if (now >= expirationOf(world, container)) return 'EXPIRED';
  // One that was made before the clock was put back is not made anew.
  if (container.createdAt <= now && now < container.finishedAt) return 'IN_PROGRESS';
  return container.failure === undefined ? 'FINISHED' : 'ERROR';
}

/** When a container can be published no more, in epoch milliseconds: a carousel expires with the first of its items. */
export function expirationOf(world: World, container: ContainerRecord): number {
  const oldest = Math.min(...[container, ...itemsOf(world, container)].map(({ createdAt }) => createdAt));
  return oldest + limits.containerSeconds.value * 1000;
}

/** Whether a container, or an item of it, is there no more, whatever its status says. */
export function isLost(world: World, container: ContainerRecord): boolean {
  const items = itemsOf(world, container);
  const isWhole = items.length === (container.content.children?.length ?? 0);
  return !isWhole || [container, ...items].some(({ lost }) => lost === true);
}

/** The containers of a carousel's items, those of them that are there. */
function itemsOf(
  { store }: World,
  { content }: Pick<ContainerRecord, 'content'>,
): readonly ContainerRecord[] {
  return (content.children ?? []).flatMap((id) => store.containers.get(id) ?? []);
}

/** Puts a container into the store; how long it is in progress depends on its kind. */
export function addContainer(
  world: World,
  container: Omit<ContainerRecord, 'id' | 'createdAt' | 'finishedAt' | 'publishedMediaId'>,
): ContainerRecord {
  const { store, clock, settings } = world;
  const kind = processingKinds[container.mediaType];
  const createdAt = clock.now();
  const children = itemsOf(world, container);
  // A carousel is made of what its items became.
  const startedAt = Math.max(createdAt, ...children.map(({ finishedAt }) => finishedAt));
  const failure = children.find((child) => child.failure !== undefined)?.failure;
  const record: ContainerRecord = Object.freeze({
    ...container,
    ...(failure === undefined ? {} : { failure }),
    id: store.identifiers.container(),
    createdAt,
    finishedAt: startedAt + drawDuration(world, settings.current.processing[kind]),
  });
  store.containers.set(record.id, record);
  return record;
}

const processingKinds = { TEXT: 'text', IMAGE: 'image', VIDEO: 'video', CAROUSEL: 'carousel' } as const;

/** Turns a finished container into a post. The items of a carousel become media of their own. */
export function publish(world: World, container: ContainerRecord): PostRecord {
  const { store, clock } = world;
  const children = container.content.children?.map((id) => {
    const child = store.containers.get(id);
    if (child === undefined) throw new TypeError(`A published carousel lost its child ${id}.`);
    return publish(world, child).id;
  });
  const post = addPost(store, {
    ownerId: container.ownerId,
    mediaType: postTypes[container.mediaType],
    createdAt: clock.now(),
    content: children === undefined ? container.content : { ...container.content, children },
    carouselItem: container.carouselItem,
  });
  store.containers.set(container.id, Object.freeze({ ...container, publishedMediaId: post.id }));
  return post;
}

const postTypes: Readonly<Record<ContainerRecord['mediaType'], MediaType>> = {
  TEXT: 'TEXT_POST',
  IMAGE: 'IMAGE',
  VIDEO: 'VIDEO',
  CAROUSEL: 'CAROUSEL_ALBUM',
};
