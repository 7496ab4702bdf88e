import type { EventWorld } from '../events/event-state.ts';
import { webhookFields, type WebhookField } from '../events/webhook-options.ts';
import { InvalidInput } from '../input/invalid-input.ts';
import { userByName } from '../model/store.ts';
import { perform } from './perform.ts';

/**
 * Lets happen what the app is told of by a field: somebody replies to a user or mentions them, or the user publishes or
 * deletes something.
 *
 * @throws {InvalidInput} for a field or a user that there is not, and where nobody else is there to do it.
 */
export function trigger(world: EventWorld, wanted: string | undefined, username: string | undefined): void {
  const { store } = world;
  const field = webhookFields.find((candidate) => candidate === wanted);
  const user = userByName(store, username ?? '');
  const other = [...store.users.values()].find(({ id, private: hidden }) => id !== user?.id && !hidden);
  const issues = [
    ...(field === undefined ? [`the event must be one of ${webhookFields.join(', ')}`] : []),
    ...(user === undefined ? ['there is no such user'] : []),
    ...(other === undefined && (field === 'replies' || field === 'mentions')
      ? ['there is nobody else who could do it: add a user']
      : []),
  ];
  if (issues.length > 0 || field === undefined || user === undefined)
    throw new InvalidInput('trigger', issues);
  happenings[field](world, user.username, other?.username ?? user.username);
}

const happenings: Readonly<
  Record<WebhookField, (world: EventWorld, username: string, other: string) => unknown>
> = {
  replies: (world, by, other) => {
    const { store } = world;
    const [newest] = store.posts
      .threadsOf(userByName(store, by)?.id ?? '')
      .filter(
        ({ mediaType, content }) => mediaType !== 'REPOST_FACADE' && content.replyAudience === 'EVERYONE',
      );
    const to = newest?.id ?? perform(world, { act: 'post', by, text: 'Hello' }).id;
    return perform(world, { act: 'reply', by: other, to, text: 'Hello back' });
  },
  mentions: (world, username, by) => perform(world, { act: 'post', by, text: `Hello @${username}` }),
  publish: (world, by) => perform(world, { act: 'post', by, text: 'Hello' }),
  delete: (world, by) =>
    perform(world, { act: 'delete', by, to: perform(world, { act: 'post', by, text: 'Soon gone' }).id }),
};
