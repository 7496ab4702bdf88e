import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Emulator, EmulatorOptions, WebhookOptions } from '../src/index.ts';
import { callerOf, createTown, publishText, type Caller } from './api.ts';
import { createApp, obliging, type Answering, type Received } from './app-receiver.ts';
import { startApp } from './start-app.ts';

const subscription = { callbackUrl: 'https://app.example/webhook?tenant=7', verifyToken: 'meatyhamhock' };

interface Town {
  readonly emulator: Emulator;
  readonly alice: Caller;
  readonly bob: Caller;
  readonly received: Received[];
  /** The deliveries that the app got, parsed; the verification is not among them. */
  readonly bodies: () => readonly {
    readonly values: readonly { readonly field: string; readonly value: object }[];
  }[];
  readonly fields: () => readonly string[];
}

async function createSubscribedTown(
  webhooks: WebhookOptions = {},
  options: EmulatorOptions = {},
  answering?: Answering,
): Promise<Town> {
  const app = createApp(answering);
  const town = createTown({ ...options, webhooks: { ...subscription, fetch: app.fetch, ...webhooks } });
  await town.emulator.subscribeWebhooks();
  app.received.length = 0;
  const bodies = (): ReturnType<Town['bodies']> => app.received.map(({ text }) => JSON.parse(text));
  return {
    ...town,
    received: app.received,
    bodies,
    fields: () => bodies().flatMap(({ values }) => values.map(({ field }) => field)),
  };
}

function signatureOf(emulator: Emulator, bytes: Uint8Array): string {
  return `sha256=${createHmac('sha256', emulator.app.clientSecret).update(bytes).digest('hex')}`;
}

async function permalinkOf(caller: Caller, id: string): Promise<{ permalink: string; shortcode: string }> {
  const { body } = await caller.get(`/${id}`, { fields: 'permalink,shortcode' });
  return { permalink: String(body['permalink']), shortcode: String(body['shortcode']) };
}

describe('subscribing a webhook', () => {
  it('asks the app first, with a challenge and the verify token, and keeps the query of its address', async () => {
    const app = await startApp();
    try {
      const { emulator } = createTown();
      await emulator.subscribeWebhooks({ callbackUrl: `${app.url}/hook?tenant=7`, verifyToken: 'a b&c' });
      expect(app.received).toHaveLength(1);
      expect(app.received[0]?.method).toBe('GET');
      expect(app.received[0]?.path).toMatch(
        /^\/hook\?tenant=7&hub\.mode=subscribe&hub\.challenge=\d+&hub\.verify_token=a\+b%26c$/,
      );
    } finally {
      await app.close();
    }
  });

  it.each<[string, Answering, RegExp]>([
    ['with another status', () => ({ status: 403 }), /answered with 403, not with 200/],
    ['with 201', (request) => ({ ...obliging(request), status: 201 }), /answered with 201/],
    ['with a redirect', () => ({ status: 302 }), /answered with 302/],
    [
      'with the challenge in quotes',
      (request) => ({ status: 200, text: JSON.stringify(obliging(request).text) }),
      /bare hub\.challenge/,
    ],
    ['without end', () => ({ status: 200, text: '1'.repeat(100_000) }), /too long/],
  ])('is refused where the app answers %s', async (_, answering, message) => {
    const app = await startApp(answering);
    try {
      const { emulator, alice } = createTown();
      const refusal = emulator.subscribeWebhooks({ ...subscription, callbackUrl: app.url });
      await expect(refusal).rejects.toMatchObject({
        name: 'CallbackError',
        message: expect.stringMatching(message),
      });
      await expect(refusal).rejects.not.toThrow('meatyhamhock');
      await publishText(alice, 'Hello');
      await emulator.deliverEvents();
      expect(app.received).toHaveLength(1);
      expect(emulator.deliveries).toEqual([]);
    } finally {
      await app.close();
    }
  });

  it('is refused where nobody answers', async () => {
    const app = await startApp();
    await app.close();
    const { emulator } = createTown();
    await expect(emulator.subscribeWebhooks({ ...subscription, callbackUrl: app.url })).rejects.toThrow(
      'The webhook was not subscribed: the verification was not answered (ECONNREFUSED).',
    );
  });

  it('says so where the address is one that fetch asks nobody at', async () => {
    const { emulator } = createTown();
    await expect(
      emulator.subscribeWebhooks({ ...subscription, callbackUrl: 'http://127.0.0.1:6000/' }),
    ).rejects.toThrow('the verification was not answered (bad port).');
    await expect(
      emulator.subscribeWebhooks({ ...subscription, callbackUrl: 'http://me:secret@127.0.0.1/' }),
    ).rejects.toThrow(/^callbackUrl: must have no username or password\.$/);
  });

  it('leaves an earlier subscription where a new one is refused', async () => {
    const { emulator, alice, received, fields } = await createSubscribedTown(
      { fields: ['publish'] },
      {},
      (request) => (request.path.startsWith('/other') ? { status: 400 } : obliging(request)),
    );
    await expect(
      emulator.subscribeWebhooks({ callbackUrl: 'https://app.example/other', verifyToken: 'x' }),
    ).rejects.toThrow('answered with 400');
    received.length = 0;
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    expect(received.map(({ path }) => path)).toEqual(['/webhook?tenant=7']);
    expect(fields()).toEqual(['publish']);
  });

  it('needs an address, a token and fields that exist', async () => {
    const { emulator } = createTown();
    await expect(emulator.subscribeWebhooks()).rejects.toThrow(
      'callbackUrl: must be an absolute http or https URL.',
    );
    await expect(
      emulator.subscribeWebhooks({ ...subscription, callbackUrl: 'file:///etc/hosts' }),
    ).rejects.toThrow(TypeError);
    await expect(emulator.subscribeWebhooks({ ...subscription, verifyToken: '' })).rejects.toThrow(
      'verifyToken',
    );
    await expect(emulator.subscribeWebhooks({ ...subscription, fields: [] })).rejects.toThrow(
      'fields: must be some of replies, delete, mentions, publish.',
    );
  });

  it('refuses options that are no numbers', () => {
    expect(() => createTown({ webhooks: { duplicates: -1 } })).toThrow('webhooks.duplicates');
    for (const delay of [Number.NaN, Infinity, -1])
      expect(() => createTown({ webhooks: { retryDelays: [0, delay] } })).toThrow('webhooks.retryDelays');
  });
});

describe('a delivery', () => {
  it('of a reply is the JSON that Threads sends, signed over its bytes', async () => {
    const app = await startApp();
    try {
      const { emulator, alice, bob } = createTown({ webhooks: { ...subscription, callbackUrl: app.url } });
      const root = await publishText(alice, 'Root');
      await emulator.subscribeWebhooks({ callbackUrl: app.url, verifyToken: 'x', fields: ['replies'] });
      emulator.clock.advance(7000);
      const reply = await publishText(bob, 'Grüße 🚋 <b>/</b>', { reply_to_id: root });
      await emulator.deliverEvents();

      const [, delivery] = app.received;
      const { permalink, shortcode } = await permalinkOf(bob, reply);
      const picture = `https://scontent.cdninstagram.com/emulator/${bob.userId}.jpg`;
      expect(delivery?.text.replace(/"subscription_id":"\d{15}"/, '"subscription_id":"…"')).toBe(
        `{"app_id":"${emulator.app.clientId}","topic":"moderate","target_id":"${root}","time":1767225607,` +
          `"subscription_id":"…","has_uid_field":false,"values":[{"value":{"id":"${reply}","username":"bob",` +
          `"text":"Gr\\u00fc\\u00dfe \\ud83d\\ude8b <b>/</b>","media_type":"TEXT_POST","permalink":"${permalink}",` +
          `"replied_to":{"id":"${root}"},"root_post":{"id":"${root}","owner_id":"${alice.userId}","username":"alice"},` +
          `"shortcode":"${shortcode}","timestamp":"2026-01-01T00:00:07+0000","is_verified":false,` +
          `"profile_picture_url":"${picture}"},"field":"replies"}]}`,
      );
      expect(delivery?.method).toBe('POST');
      expect(delivery?.headers['content-type']).toBe('application/json');
      expect(delivery?.headers['x-hub-signature-256']).toBe(
        signatureOf(emulator, delivery?.bytes ?? new Uint8Array()),
      );
      expect(JSON.parse(delivery?.text ?? '').values[0].value.text).toBe('Grüße 🚋 <b>/</b>');
    } finally {
      await app.close();
    }
  });

  it('of a publication, a mention and a deletion has the members of its field', async () => {
    const { emulator, alice, bob, received } = await createSubscribedTown();
    const id = await publishText(bob, 'Hello @alice');
    const { permalink, shortcode } = await permalinkOf(bob, id);
    emulator.clock.advance(60_000);
    await bob.delete(`/${id}`);
    await emulator.deliverEvents();

    const envelope = (topic: string, target: string, time: number): string =>
      `{"app_id":"${emulator.app.clientId}","topic":"${topic}","target_id":"${target}","time":${time},` +
      '"subscription_id":"…","has_uid_field":false,"values":[';
    const timestamp = '"timestamp":"2026-01-01T00:00:00+0000"';
    const picture = `https://scontent.cdninstagram.com/emulator/${bob.userId}.jpg`;
    expect(
      received.map(({ text }) => text.replace(/"subscription_id":"\d{15}"/, '"subscription_id":"…"')),
    ).toEqual([
      `${envelope('interaction', id, 1767225600)}{"value":{"id":"${id}","media_type":"TEXT_POST",` +
        `"permalink":"${permalink}",${timestamp},"username":"bob"},"field":"publish"}]}`,
      `${envelope('interaction', alice.userId, 1767225600)}{"value":{"id":"${id}","is_quote_post":false,` +
        `"is_verified":false,"media_product_type":"THREADS","media_type":"TEXT_POST","permalink":"${permalink}",` +
        `"profile_picture_url":"${picture}","shortcode":"${shortcode}","text":"Hello @alice",${timestamp},` +
        '"username":"bob","has_replies":false,"is_reply":false},"field":"mentions"}]}',
      `${envelope('moderate', id, 1767225660)}{"value":{"id":"${id}","owner":{"owner_id":"${bob.userId}"},` +
        `"deleted_at":"2026-01-01T00:01:00+0000",${timestamp},"username":"bob"},"field":"delete"}]}`,
    ]);
  });

  it('has values as an object where the documented shape is wanted', async () => {
    const { emulator, alice, received } = await createSubscribedTown({ valuesShape: 'object' });
    const id = await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    expect(JSON.parse(received[0]?.text ?? '').values).toMatchObject({ field: 'publish', value: { id } });
  });

  it('names the same subscription for a user every time, and another for another', async () => {
    const { emulator, alice, bob, received } = await createSubscribedTown({ fields: ['publish'] });
    for (const caller of [alice, bob, alice]) await publishText(caller, 'Hello');
    await emulator.deliverEvents();
    const [first, second, third] = received.map(({ text }) => JSON.parse(text).subscription_id);
    expect(third).toBe(first);
    expect(second).not.toBe(first);
  });

  it('is the same, bytes and signature, in another emulator with the same seed', async () => {
    const run = async (): Promise<unknown> => {
      const { emulator, alice, bob, received } = await createSubscribedTown();
      const root = await publishText(alice, 'Hello @bob');
      await publishText(bob, 'Hello @alice', { reply_to_id: root });
      await emulator.deliverEvents();
      return received.map(({ text, headers }) => [text, headers['x-hub-signature-256']]);
    };
    expect(await run()).toEqual(await run());
  });

  it('does not keep the call waiting that caused it', async () => {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { emulator, alice } = createTown({
      webhooks: {
        ...subscription,
        fetch: async (request) => {
          if (request.method === 'POST') await answered;
          return new Response(new URL(request.url).searchParams.get('hub.challenge'));
        },
      },
    });
    await emulator.subscribeWebhooks();
    await publishText(alice, 'Hello');
    expect(emulator.deliveries.map(({ state }) => state)).toEqual(['pending']);
    answer();
    await emulator.deliverEvents();
    expect(emulator.deliveries.map(({ state }) => state)).toEqual(['delivered']);
  });
});

describe('who is told of what', () => {
  it('is the owner of the post that was replied to, of their own replies too', async () => {
    const { emulator, alice, bob, received } = await createSubscribedTown({ fields: ['replies'] });
    const root = await publishText(alice, 'Root');
    const own = await publishText(alice, 'And one more thing', { reply_to_id: root });
    const nested = await publishText(bob, 'Yes', { reply_to_id: own });
    const answer = await publishText(alice, 'Good', { reply_to_id: nested });
    await emulator.deliverEvents();
    expect(
      received.map(({ text }) => {
        const { target_id, values } = JSON.parse(text);
        return [target_id, values[0].value.id, values[0].value.root_post.id];
      }),
    ).toEqual([
      [root, own, root],
      [own, nested, root],
      [nested, answer, root],
    ]);
    expect(emulator.deliveries.map(({ userId }) => userId)).toEqual([alice.userId, alice.userId, bob.userId]);
  });

  it('only who granted the permission of a field', async () => {
    const granted = async (scopes: readonly string[]): Promise<readonly string[]> => {
      const app = createApp();
      const { emulator, bob } = createTown({
        users: [{ username: 'bob' }, { username: 'alice' }, { username: 'carol' }],
        webhooks: { ...subscription, fetch: app.fetch },
      });
      const carol = callerOf(emulator, 'carol', scopes);
      await emulator.subscribeWebhooks();
      const root = await publishText(carol, 'Root');
      await publishText(bob, 'Hello @carol', { reply_to_id: root });
      await carol.delete(`/${root}`);
      await emulator.deliverEvents();
      return emulator.deliveries.filter(({ userId }) => userId === carol.userId).map(({ field }) => field);
    };
    const writing = ['threads_basic', 'threads_content_publish'];
    expect(await granted(writing)).toEqual(['publish']);
    expect(await granted([...writing, 'threads_delete'])).toEqual(['publish', 'delete']);
    expect(await granted([...writing, 'threads_read_replies'])).toEqual(['publish', 'replies']);
    expect(await granted([...writing, 'threads_manage_mentions'])).toEqual(['publish', 'mentions']);
  });

  it('not of replies in a mention without the permission to read them', async () => {
    const mention = async (scopes: readonly string[]): Promise<object | undefined> => {
      const { emulator, alice, bodies } = await createSubscribedTown(
        { fields: ['mentions'] },
        { users: [{ username: 'alice' }, { username: 'bob' }, { username: 'carol' }] },
      );
      callerOf(emulator, 'carol', scopes);
      const root = await publishText(alice, 'Root');
      await publishText(alice, 'See @carol', { reply_to_id: root });
      await emulator.deliverEvents();
      return bodies()[0]?.values[0]?.value;
    };
    const replyMembers = ['has_replies', 'is_reply', 'replied_to', 'root_post'];
    const without = Object.keys((await mention(['threads_basic', 'threads_manage_mentions'])) ?? {});
    expect(without).toContain('text');
    expect(without.filter((name) => replyMembers.includes(name))).toEqual([]);
    expect(await mention(['threads_basic', 'threads_manage_mentions', 'threads_read_replies'])).toMatchObject(
      { is_reply: true, has_replies: false, replied_to: { id: expect.any(String) } },
    );
  });

  it('not of what has to do with a private account, but of its own posts and deletions', async () => {
    const { emulator, alice, bob, fields } = await createSubscribedTown(
      {},
      { users: [{ username: 'alice' }, { username: 'bob', private: true }] },
    );
    const root = await publishText(alice, 'Root');
    await emulator.deliverEvents();
    const reply = await publishText(bob, 'For @alice', { reply_to_id: root });
    await publishText(alice, 'Answer', { reply_to_id: reply });
    await bob.delete(`/${reply}`);
    await emulator.deliverEvents();
    expect(fields()).toEqual(['publish', 'publish', 'publish', 'delete']);
  });

  it('not of fields that were not subscribed, nor of reposts and of items of a carousel', async () => {
    const { emulator, alice, bob, fields } = await createSubscribedTown({ fields: ['publish', 'delete'] });
    const root = await publishText(alice, 'Root');
    await publishText(bob, '@alice', { reply_to_id: root });
    await bob.post(`/${root}/repost`);
    const item = { media_type: 'IMAGE', image_url: 'https://images.example/1.jpg', is_carousel_item: 'true' };
    const children = [await alice.post('/me/threads', item), await alice.post('/me/threads', item)];
    emulator.clock.advance(60_000);
    const { body } = await alice.post('/me/threads', {
      media_type: 'CAROUSEL',
      children: children.map((child) => child.body.id).join(','),
    });
    emulator.clock.advance(60_000);
    expect((await alice.post('/me/threads_publish', { creation_id: body.id })).status).toBe(200);
    await emulator.deliverEvents();
    expect(fields()).toEqual(['publish', 'publish', 'publish']);
  });

  it('not of a mention in a reply that waits for approval', async () => {
    const { emulator, alice, bob, fields } = await createSubscribedTown({ fields: ['replies', 'mentions'] });
    const root = await publishText(alice, 'Ask me', { enable_reply_approvals: 'true' });
    await publishText(bob, '@alice?', { reply_to_id: root });
    await emulator.deliverEvents();
    expect(fields()).toEqual(['replies']);
  });

  it('for 90 days from the grant, past the end of the token too', async () => {
    const told = async (days: number): Promise<readonly string[]> => {
      const { emulator, alice, bob, fields } = await createSubscribedTown({ fields: ['replies'] });
      const root = await publishText(alice, 'Root');
      await publishText(bob, 'Reply', { reply_to_id: root });
      emulator.clock.advance(days * 24 * 60 * 60 * 1000);
      await publishText(callerOf(emulator, 'bob'), 'Still there?', { reply_to_id: root });
      await emulator.deliverEvents();
      return fields();
    };
    expect(await told(89)).toHaveLength(2);
    expect(await told(90)).toHaveLength(1);
  });

  it('not of mentions of oneself', async () => {
    const { emulator, alice, received } = await createSubscribedTown({ fields: ['mentions'] });
    await publishText(alice, 'I am @alice');
    await emulator.deliverEvents();
    expect(received).toEqual([]);
  });

  it('not of users who removed the app', async () => {
    const { emulator, alice, bob, received } = await createSubscribedTown({ fields: ['replies'] });
    const root = await publishText(alice, 'Root');
    emulator.revokeGrant({ username: 'alice' });
    await publishText(bob, 'Still there?', { reply_to_id: root });
    await emulator.deliverEvents();
    expect(received).toEqual([]);
  });
});
