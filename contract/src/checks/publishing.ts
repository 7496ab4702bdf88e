import { decide } from '../answer.ts';
import { acceptance, type Check, publishing, refusal } from '../check.ts';
import type { Live } from '../live.ts';
import {
  createContainer,
  imagePost,
  type Posted,
  publishPost,
  quotaUsage,
  textPost,
  videoPost,
  waitForStatus,
} from '../posts.ts';
import { bodyOf, describeWire, errorOf, itemsOf, pick, textAt, type Wire } from '../wire.ts';

/** Containers, and what becomes of them. */
export const publishingChecks: readonly Check[] = [
  {
    id: 'listing-delay',
    question: 'How late does a new post show up in `me/threads`?',
    emulator: 'At once.',
    settles: ['How late a new post shows up in lists and searches.'],
    scopes: publishing,
    run: async (live) => {
      const { id, publishedAt } = await textPost(live);
      for (let looks = 1; ; looks += 1) {
        const body = bodyOf(await live.call('GET', '/me/threads', { fields: 'id', limit: '10' }));
        const waited = live.clock.now() - publishedAt;
        const facts = { looks, milliseconds: waited };
        if (itemsOf(body).some((item) => pick(item, 'id') === id)) return decide(looks === 1, facts);
        if (waited > 120_000) return decide(false, { ...facts, seen: false });
        await live.clock.sleep(1000);
      }
    },
  },
  processing('text', textPost),
  { ...processing('image', imagePost), needs: 'image' },
  { ...processing('video', videoPost), needs: 'video' },
  {
    id: 'second-publication',
    question: 'What happens when a container is published again: the same id, an error, or a second post?',
    emulator: 'The same id, and no second post.',
    settles: ['A container is published twice.'],
    scopes: publishing,
    run: async (live) => {
      const { id, container } = await textPost(live);
      await live.gate.consent(
        'Publish the container of that text again? If a second post comes of it, it is deleted at the end, too.',
      );
      const wire = await live.call('POST', '/me/threads_publish', { creation_id: container });
      const second = pick(wire.body, 'id');
      const outcome =
        second === id ? 'the same id' : typeof second === 'string' ? 'a second post' : 'an error';
      return decide(outcome === 'the same id', { outcome, ...describeWire(wire) });
    },
  },
  {
    id: 'publish-at-once',
    question: 'Is a text published that was created a moment ago?',
    emulator:
      'Yes, unless `processing.text` says otherwise: then 400, 24/4279009 with `is_transient: false`.',
    settles: [
      'Publishing before `FINISHED`: 400, 24/4279009; of a text right after its creation at times.',
      '`is_transient` is `false` on errors that pass, such as 24/4279009.',
    ],
    scopes: publishing,
    run: async (live) => {
      await live.gate.consent('Publish a text without waiting? It is deleted at the end.');
      const container = await createContainer(live, { media_type: 'TEXT', text: live.text() });
      const wire = await live.call('POST', '/me/threads_publish', { creation_id: container });
      const error = errorOf(wire);
      return decide(
        wire.status === 200 || (error?.code === 24 && error.transient === false),
        describeWire(wire),
      );
    },
  },
  refusal({
    id: 'status-of-a-post',
    question: 'How is `status` refused of a post?',
    settles: ['`status` of a published post is a nonexisting field: 500, code 100.'],
    scopes: publishing,
    refused: { status: 500, code: 100, message: 'nonexisting field (status)' },
    call: async (live) => live.call('GET', `/${(await textPost(live)).id}`, { fields: 'id,status' }),
  }),
  acceptance({
    id: 'reply-at-once',
    question: 'Can a post be answered that was published a moment ago?',
    emulator: 'It can.',
    settles: ['A post that was just published cannot be answered yet: 24/4279009.'],
    scopes: [...publishing, 'threads_manage_replies'],
    call: async (live) => {
      const { id } = await publishPost(live, 'a second text', { media_type: 'TEXT', text: live.text() });
      const reply = { media_type: 'TEXT', text: live.text(), reply_to_id: id };
      return live.call('POST', '/me/threads', reply);
    },
  }),
  {
    id: 'duplicate-post',
    question: 'Is a post refused that says the same as one that stands (code 506)?',
    emulator: 'It is not.',
    settles: ['Duplicate posts (506) and other policies of content.'],
    scopes: publishing,
    run: async (live) => {
      const { text } = await textPost(live);
      await live.gate.consent('Publish the first text word for word again? It is deleted at the end.');
      const created = await live.call('POST', '/me/threads', { media_type: 'TEXT', text });
      if (created.status !== 200) return decide(false, { at: 'the container', ...describeWire(created) });
      const published = await publishPatiently(live, textAt(created.body, 'id'));
      return decide(published.status === 200, { at: 'publishing', ...describeWire(published) });
    },
  },
  {
    id: 'repost',
    question:
      'Does a repost count against the quota, what does a repost of a repost name, and can it be deleted?',
    emulator: 'It does not count, reposts the original, and is deleted like a post.',
    settles: ['A repost of a repost; reposts and quotas; taking one back.'],
    scopes: publishing,
    run: async (live) => {
      const { id } = await textPost(live);
      const before = await quotaUsage(live);
      await live.gate.consent('Repost that text, and the repost? Both are deleted.', 2);
      const first = textAt(bodyOf(await live.call('POST', `/${id}/repost`)), 'id');
      const after = await quotaUsage(live);
      const second = await live.call('POST', `/${first}/repost`);
      const secondId = pick(second.body, 'id');
      const named =
        typeof secondId === 'string'
          ? pick(
              (await live.call('GET', `/${secondId}`, { fields: 'reposted_post' })).body,
              'reposted_post',
              'id',
            )
          : undefined;
      const target = named === id ? 'the original' : named === first ? 'the repost' : 'nothing';
      const deleted = await live.call('DELETE', `/${first}`);
      return decide(before === after && target === 'the original' && deleted.status === 200, {
        counts: before !== after,
        'a repost of it': second.status,
        'which names': target,
        'deleting it': deleted.status,
      });
    },
  },
];

function processing(kind: string, make: (live: Live) => Promise<Posted>): Check {
  return {
    id: `processing-${kind}`,
    question: `How long does ${kind === 'image' ? 'an' : 'a'} ${kind} take to process, and how often is it not found when it is \`FINISHED\`?`,
    emulator: 'As long as `processing` says, and it is always found.',
    settles: [],
    scopes: publishing,
    run: async (live) => {
      const { processing: milliseconds, notFound: times } = await make(live);
      return { verdict: 'measured', facts: { milliseconds, 'not found': times } };
    },
  };
}

async function publishPatiently(live: Live, container: string): Promise<Wire> {
  await waitForStatus(live, container);
  for (let pause = 2000; ; pause *= 2) {
    const wire = await live.call('POST', '/me/threads_publish', { creation_id: container });
    if (errorOf(wire)?.code !== 24 || pause > 8000) return wire;
    await live.clock.sleep(pause);
  }
}
