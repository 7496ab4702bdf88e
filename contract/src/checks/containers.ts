import { decide } from '../answer.ts';
import { acceptance, type Check, creating, publishing, refusal, unknownId } from '../check.ts';
import type { Live } from '../live.ts';
import { carouselItem, carouselItems, createContainer, quotaUsage, waitForStatus } from '../posts.ts';
import { describeWire, isRefusal, pick, textAt, type Wire } from '../wire.ts';

/** Containers that are not published. */
export const containerChecks: readonly Check[] = [
  {
    id: 'status-at-once',
    question: 'Can the status of a container be read a moment after its creation?',
    emulator: 'It can.',
    settles: ['A status read right after the creation answers code 24.'],
    scopes: creating,
    creates: true,
    run: async (live) => {
      const container = await createContainer(live, { media_type: 'TEXT', text: live.text() });
      const wire = await live.call('GET', `/${container}`, { fields: 'status' });
      const status = pick(wire.body, 'status');
      return decide(wire.status === 200, {
        ...describeWire(wire),
        ...(typeof status === 'string' && { container: status }),
      });
    },
  },
  acceptance({
    id: 'both-crossreshares',
    question: 'Is a container taken with both `crossreshare_to_ig` and `crossreshare_to_ig_dark_mode`?',
    emulator: 'It is.',
    settles: ['Both `crossreshare_to_ig` and `crossreshare_to_ig_dark_mode`.'],
    scopes: [...creating, 'threads_share_to_instagram'],
    creates: true,
    call: (live) => {
      const both = { crossreshare_to_ig: 'true', crossreshare_to_ig_dark_mode: 'true' };
      return live.call('POST', '/me/threads', { media_type: 'TEXT', text: live.text(), ...both });
    },
  }),
  {
    id: 'quota-of-containers',
    question: 'Does a container that is not published count against the quota of posts?',
    emulator: 'It does not.',
    settles: [],
    scopes: creating,
    creates: true,
    run: async (live) => {
      const before = await quotaUsage(live);
      await createContainer(live, { media_type: 'TEXT', text: live.text() });
      const after = await quotaUsage(live);
      return decide(after === before, { before, after });
    },
  },
  {
    id: 'publish-a-failed-container',
    question:
      'What does a container say of a video that is none, and how is it refused when it is published?',
    emulator: '`ERROR`, and refuses: 400, 24/4279009.',
    settles: [
      'A container that expired, failed, or belongs to somebody else.',
      'Processing fails with other reasons, `UNKNOWN` among them.',
    ],
    scopes: publishing,
    needs: 'image',
    run: async (live) => {
      await live.gate.consent(
        'Try to publish your image as if it were a video? What comes of it is deleted at the end.',
      );
      const video = { media_type: 'VIDEO', text: live.text(), video_url: live.options.imageUrl ?? '' };
      const created = await live.call('POST', '/me/threads', video);
      if (created.status !== 200) return decide(false, { at: 'the container', ...describeWire(created) });
      const container = textAt(created.body, 'id');
      const said = await waitForStatus(live, container);
      const reason = pick(said, 'error_message');
      const facts = {
        container: String(pick(said, 'status')),
        error_message: typeof reason === 'string' ? reason : 'none',
      };
      if (facts.container !== 'ERROR') return { verdict: 'unclear', facts };
      const wire = await live.call('POST', '/me/threads_publish', { creation_id: container });
      const isRefused = isRefusal(wire, { status: 400, code: 24, subcode: 4279009 });
      return decide(isRefused, { ...facts, ...describeWire(wire) });
    },
  },
];

/** Carousels, and what they are made of. */
export const carouselChecks: readonly Check[] = [
  refusal({
    id: 'unknown-children',
    question: 'How are children of a carousel refused that do not exist?',
    settles: ['Children that are not carousel items, or not there: 400, 100/4279004 with their ids.'],
    scopes: creating,
    creates: true,
    refused: { status: 400, code: 100, subcode: 4279004 },
    call: (live) => createCarousel(live, unknownIds(2)),
  }),
  {
    ...acceptance({
      id: 'unfinished-children',
      question: 'Is a carousel taken whose items were made a moment ago?',
      emulator: 'It is, and in progress until they are finished.',
      settles: ['A carousel may be made before its children are `FINISHED`.'],
      scopes: creating,
      creates: true,
      call: async (live) => {
        const item = carouselItem(live);
        return createCarousel(live, [await createContainer(live, item), await createContainer(live, item)]);
      },
    }),
    needs: 'image',
  },
  {
    ...acceptance({
      id: 'settings-of-an-item',
      question: 'Is an item of a carousel taken with settings of the whole post?',
      emulator: 'It is, and they have no effect.',
      settles: [
        'What is for a whole post, such as `reply_control` or `topic_tag`, may come with each item of a carousel.',
      ],
      scopes: creating,
      creates: true,
      call: (live) =>
        live.call('POST', '/me/threads', {
          ...carouselItem(live),
          reply_control: 'everyone',
          topic_tag: 'threads',
        }),
    }),
    needs: 'image',
  },
  refusal({
    id: 'one-child',
    question: 'How is a carousel of one refused?',
    settles: ['Fewer than two or more than twenty children.'],
    scopes: creating,
    creates: true,
    refused: { status: 500, code: 100 },
    call: (live) => createCarousel(live, unknownIds(1)),
  }),
  refusal({
    id: 'twenty-one-children',
    question: 'How is a carousel of twenty-one refused?',
    settles: ['Fewer than two or more than twenty children.'],
    scopes: creating,
    creates: true,
    refused: { status: 500, code: 100 },
    call: (live) => createCarousel(live, unknownIds(21)),
  }),
  {
    ...refusal({
      id: 'publish-a-carousel-item',
      question: 'How is the container of a carousel item refused that is published on its own?',
      settles: ['The container of a carousel item is published on its own.'],
      scopes: publishing,
      refused: { status: 500, code: 100 },
      call: async (live) => {
        await live.gate.consent(
          'Try to publish an item of a carousel alone? What comes of it is deleted at the end.',
        );
        const [item = ''] = await carouselItems(live);
        return live.call('POST', '/me/threads_publish', { creation_id: item });
      },
    }),
    needs: 'image',
  },
];

function unknownIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(BigInt(unknownId) + BigInt(index)));
}

async function createCarousel(live: Live, children: readonly string[]): Promise<Wire> {
  return live.call('POST', '/me/threads', {
    media_type: 'CAROUSEL',
    text: live.text(),
    children: children.join(','),
  });
}
