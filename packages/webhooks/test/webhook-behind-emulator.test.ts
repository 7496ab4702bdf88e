import type { EmulatorOptions } from '@threads-sdk/emulator';
import {
  createMemoryEventStore,
  handleWebhook,
  type WebhookEvent,
  type WebhookOptions,
} from '@threads-sdk/webhooks';
import { describe, expect, it } from 'vitest';
import { appSecret } from './sign.ts';
import { createTown, type Town } from './town.ts';

interface Subscribed extends Town {
  readonly events: WebhookEvent[];
  readonly errors: unknown[];
  /** The statuses of each delivery's attempts. */
  readonly statuses: () => readonly (readonly (number | undefined)[])[];
}

/** A town whose app has subscribed. */
async function subscribe(
  changes: Partial<WebhookOptions> = {},
  options: EmulatorOptions = {},
): Promise<Subscribed> {
  const events: WebhookEvent[] = [];
  const errors: unknown[] = [];
  const town = createTown(
    (request) =>
      handleWebhook(request, {
        appSecret,
        verifyToken: 'a word of yours',
        handleEvent: (event) => void events.push(event),
        onError: (error) => void errors.push(error),
        ...changes,
      }),
    { ...options, app: { clientSecret: appSecret } },
  );
  await town.emulator.subscribeWebhooks();
  const statuses: Subscribed['statuses'] = () =>
    town.emulator.deliveries.map(({ attempts }) => attempts.map(({ status }) => status));
  return { ...town, events, errors, statuses };
}

describe('a webhook behind the emulator', () => {
  it.each(['array', 'object'] as const)(
    'is verified and gets all four kinds of events, values in an %s',
    async (valuesShape) => {
      const { emulator, events, errors, publish, remove, statuses } = await subscribe(
        {},
        { webhooks: { valuesShape } },
      );
      const root = await publish('mika', 'Drei Tage in Kyōto 🚋 / 京都');
      const reply = await publish('kenji', '@mika "schön" \\ </script> 👏', root);
      await remove('mika', root);
      await emulator.deliverEvents();

      expect(events.map(({ type, field }) => [type, field])).toEqual([
        ['publish', 'publish'],
        ['publish', 'publish'],
        ['reply', 'replies'],
        ['mention', 'mentions'],
        ['delete', 'delete'],
      ]);
      const [first, , third, fourth, last] = events;
      const mika = emulator.users.find(({ username }) => username === 'mika')?.id;
      expect(first?.value).toMatchObject({ id: root, username: 'mika', media_type: 'TEXT_POST' });
      expect(first?.delivery).toMatchObject({ app_id: emulator.app.clientId, topic: 'interaction' });
      expect(third?.value).toMatchObject({
        id: reply,
        username: 'kenji',
        text: '@mika "schön" \\ </script> 👏',
        replied_to: { id: root },
        root_post: { id: root, owner_id: mika, username: 'mika' },
      });
      expect(third?.delivery.target_id).toBe(root);
      expect(fourth?.value).toMatchObject({ id: reply, is_reply: true });
      expect(fourth?.delivery.target_id).toBe(mika);
      expect(last?.value).toMatchObject({ id: root, owner: { owner_id: mika } });
      expect(statuses()).toEqual(events.map(() => [200]));
      expect(errors).toEqual([]);
    },
  );

  it('is not subscribed with another verify token', async () => {
    const errors: unknown[] = [];
    const town = createTown(
      (request) =>
        handleWebhook(request, {
          appSecret,
          verifyToken: 'a word of yours',
          handleEvent: () => {},
          onError: (error) => void errors.push(error),
        }),
      { webhooks: { verifyToken: 'another' } },
    );
    await expect(town.emulator.subscribeWebhooks()).rejects.toThrow('answered with 403');
    expect(errors).toMatchObject([{ code: 'VERIFY_TOKEN_MISMATCH' }]);
  });

  it('gets nothing with the secret of another app', async () => {
    const { emulator, errors, events, publish, statuses } = await subscribe({
      appSecret: ['another', 'a-third'],
    });
    await publish('mika', 'Hello');
    await emulator.deliverEvents();
    expect(events).toEqual([]);
    expect(statuses()).toEqual([[401, 401]]);
    expect(errors.map((error) => Object(error).code)).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
    expect(String(errors.map((error) => Object(error).stack))).not.toContain(appSecret);
  });

  it('gets an event again until it was handled, and then never again', async () => {
    const failure = new Error('the database is away');
    const seen: string[] = [];
    const { emulator, clock, errors, publish, statuses } = await subscribe(
      {
        store: createMemoryEventStore(),
        handleEvent: ({ type }) => {
          seen.push(type);
          if (seen.length <= 2) throw failure;
        },
      },
      { webhooks: { duplicates: 2 } },
    );
    await publish('mika', 'Hello');
    await emulator.deliverEvents();
    expect(statuses()).toEqual([[500, 500]]); // at once and once more; the next attempt is due in a minute
    clock.advance(60_000);
    await emulator.deliverEvents();
    expect(statuses()).toEqual([[500, 500, 200, 200, 200]]);
    await emulator.redeliver('1');
    expect(seen).toEqual(['publish', 'publish', 'publish']);
    expect(errors).toEqual([failure, failure]);
  });

  it('handles a duplicate twice without a store', async () => {
    const { emulator, events, publish } = await subscribe({}, { webhooks: { duplicates: 1 } });
    await publish('mika', 'Hello');
    await emulator.deliverEvents();
    expect(events).toHaveLength(2);
  });

  it('tells two events of one post apart', async () => {
    const { emulator, events, publish, remove } = await subscribe({ store: createMemoryEventStore() });
    const root = await publish('mika', 'Hello');
    await publish('kenji', '@mika hi', root);
    await publish('kenji', '@mika hi', root);
    await remove('mika', root);
    await emulator.deliverEvents();
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      'delete',
      'mention',
      'mention',
      'publish',
      'publish',
      'publish',
      'reply',
      'reply',
    ]);
  });

  it.each([
    [false, ['kenji', 'mika']],
    [true, ['kenji']],
  ])('leaves out the user’s own replies by option: %s', async (ignoreOwnReplies, authors) => {
    const { emulator, events, publish, statuses } = await subscribe({ ignoreOwnReplies });
    const root = await publish('mika', 'One');
    await publish('kenji', 'Two', root);
    await publish('mika', 'Three', root);
    await emulator.deliverEvents();
    expect(events.flatMap((event) => (event.type === 'reply' ? [event.value.username] : []))).toEqual(
      authors,
    );
    expect(events.filter(({ type }) => type === 'publish')).toHaveLength(3);
    expect(statuses().flat()).toEqual([200, 200, 200, 200, 200]);
  });
});
