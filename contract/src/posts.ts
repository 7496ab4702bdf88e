import { searchLocations } from '@threads-sdk/endpoints';
import { waitForContainer } from '@threads-sdk/publish';
import { Skip } from './answer.ts';
import type { Live } from './live.ts';
import { bodyOf, errorOf, itemsOf, pick, textAt, type Wire } from './wire.ts';

/** A post that a check made. */
export interface Posted {
  readonly id: string;
  readonly container: string;
  readonly text: string;
  /** Milliseconds from the container's creation until it said `FINISHED`. */
  readonly processing: number;
  /** How often publishing answered 24/4279009 although the container was `FINISHED`. */
  readonly notFound: number;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
}

type Parameters = Readonly<Record<string, string>>;

/** Creates a container; what refuses it ends the check. */
export async function createContainer(live: Live, parameters: Parameters): Promise<string> {
  return textAt(bodyOf(await live.call('POST', '/me/threads', parameters)), 'id');
}

/** Asks, then creates a container and waits for it, and publishes it. */
export async function publishPost(live: Live, what: string, parameters: Parameters): Promise<Posted> {
  await live.gate.consent(`Publish ${what} as @${live.me.username}? It is deleted at the end.`);
  const { clock } = live;
  const startedAt = clock.now();
  const container = await createContainer(live, parameters);
  await waitForContainer(live.client, { containerId: container });
  const processing = clock.now() - startedAt;
  for (let notFound = 0; ; notFound += 1) {
    const wire = await live.call('POST', '/me/threads_publish', { creation_id: container });
    if (errorOf(wire)?.code === 24 && notFound < 3) {
      await clock.sleep(2000 * 2 ** notFound);
      continue;
    }
    if (wire.status !== 200) await failIfPublished(live, container, wire);
    const id = textAt(bodyOf(wire), 'id');
    return { id, container, text: parameters['text'] ?? '', processing, notFound, publishedAt: clock.now() };
  }
}

/** A refusal proves nothing: the post was seen live after some. */
async function failIfPublished(live: Live, container: string, wire: Wire): Promise<void> {
  const { body } = await live.call('GET', `/${container}`, { fields: 'status' });
  if (pick(body, 'status') !== 'PUBLISHED') return;
  const code = errorOf(wire)?.code ?? 'none';
  throw new Skip(`Publishing was refused (${wire.status}, code ${code}), and the container says PUBLISHED.`);
}

/** Publishes a post once in a run, for every check that looks at it. */
function publishOnce(
  live: Live,
  what: string,
  parameters: () => Parameters | Promise<Parameters>,
): Promise<Posted> {
  return live.once(what, async () => publishPost(live, what, { text: live.text(), ...(await parameters()) }));
}

/** The one text that most checks look at. */
export function textPost(live: Live): Promise<Posted> {
  return publishOnce(live, 'a text', () => ({ media_type: 'TEXT' }));
}

export function imagePost(live: Live): Promise<Posted> {
  const image_url = live.options.imageUrl ?? '';
  return publishOnce(live, 'your image', () => ({ media_type: 'IMAGE', image_url }));
}

export function videoPost(live: Live): Promise<Posted> {
  const video_url = live.options.videoUrl ?? '';
  return publishOnce(live, 'your video', () => ({ media_type: 'VIDEO', video_url }));
}

/** A carousel of the same image twice. */
export function carouselPost(live: Live): Promise<Posted> {
  return publishOnce(live, 'a carousel of your image', async () => {
    await live.gate.consentToContainers();
    const children = await carouselItems(live);
    return { media_type: 'CAROUSEL', children: children.join(',') };
  });
}

/** The parameters of a carousel item. */
export function carouselItem(live: Live): Readonly<Record<string, string>> {
  return { media_type: 'IMAGE', image_url: live.options.imageUrl ?? '', is_carousel_item: 'true' };
}

/** Two finished containers of carousel items. */
export async function carouselItems(live: Live): Promise<readonly string[]> {
  const item = carouselItem(live);
  const children = [await createContainer(live, item), await createContainer(live, item)];
  for (const containerId of children) await waitForContainer(live.client, { containerId });
  return children;
}

/** A reply of the person to their own text. */
export function replyPost(live: Live): Promise<Posted> {
  return publishOnce(live, 'a reply to that text', async () => ({
    media_type: 'TEXT',
    reply_to_id: (await textPost(live)).id,
  }));
}

/** A reply below that reply. */
export function nestedReply(live: Live): Promise<Posted> {
  return publishOnce(live, 'a reply to that reply', async () => ({
    media_type: 'TEXT',
    reply_to_id: (await replyPost(live)).id,
  }));
}

/** A post whose text and fields are odd: an emoji before a spoiler, a topic in the text and another beside it. */
export function oddPost(live: Live): Promise<Posted> {
  return publishOnce(live, 'a text with a topic and a spoiler', () => ({
    media_type: 'TEXT',
    text: `\u{1F600} ${live.text('about #sdktests')}`,
    topic_tag: 'sdkchecks',
    text_entities: JSON.stringify([{ entity_type: 'SPOILER', offset: 3, length: 11 }]),
  }));
}

export function pollPost(live: Live): Promise<Posted> {
  const poll_attachment = JSON.stringify({ option_a: 'Tea', option_b: 'Coffee' });
  return publishOnce(live, 'a poll', () => ({ media_type: 'TEXT', poll_attachment }));
}

/** A post in Menlo Park, which every app may find. */
export function placedPost(live: Live): Promise<Posted> {
  return publishOnce(live, 'a text in Menlo Park', async () => {
    const { data } = await searchLocations(live.client, { q: 'Menlo Park' });
    const location_id = data[0]?.id;
    if (location_id === undefined) throw new Skip('Menlo Park was not found.');
    return { media_type: 'TEXT', location_id };
  });
}

/** A post whose replies wait for approval. */
export function approvalPost(live: Live): Promise<Posted> {
  return publishOnce(live, 'a text whose replies need your approval', () => ({
    media_type: 'TEXT',
    enable_reply_approvals: 'true',
  }));
}

/** The id of one of the person's posts: the newest that is there, else one that is made. */
export function anyThread(live: Live): Promise<string> {
  return live.once('any thread', async () => {
    const body = bodyOf(await live.call('GET', '/me/threads', { fields: 'id,media_type', limit: '25' }));
    const original = itemsOf(body).find((item) => pick(item, 'media_type') !== 'REPOST_FACADE');
    return original === undefined ? (await textPost(live)).id : textAt(original, 'id');
  });
}

/** The fields of a post. */
export async function readPost(live: Live, id: string, fields: string): Promise<unknown> {
  return bodyOf(await live.call('GET', `/${id}`, { fields }));
}

/** One field of a post, without a selection of what it holds. */
export async function readField(live: Live, { id }: Pick<Posted, 'id'>, field: string): Promise<unknown> {
  return pick(await readPost(live, id, field), field);
}

/** What a container says once it is processed, or after four minutes. */
export async function waitForStatus(live: Live, container: string): Promise<unknown> {
  for (let looks = 1; ; looks += 1) {
    const { body } = await live.call('GET', `/${container}`, { fields: 'status,error_message' });
    const status = pick(body, 'status');
    if ((status !== undefined && status !== 'IN_PROGRESS') || looks === 120) return body;
    await live.clock.sleep(2000);
  }
}

/** How many posts of the last 24 hours count. */
export async function quotaUsage(live: Live): Promise<number> {
  const body = bodyOf(await live.call('GET', '/me/threads_publishing_limit', { fields: 'quota_usage' }));
  return Number(pick(body, 'data', 0, 'quota_usage'));
}
