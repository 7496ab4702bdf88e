import { creating, publishing, type Check } from '../check.ts';
import type { Live } from '../live.ts';
import { carouselItems } from '../posts.ts';
import { refusal } from '../refusal.ts';
import type { Wire } from '../wire.ts';
import { nobody } from './requests.ts';

/** Carousels, and what they are made of. */
export const carouselChecks: readonly Check[] = [
  refusal({
    id: 'unknown-children',
    question: 'How are children of a carousel refused that do not exist?',
    settles: [
      'Children that are not finished, not carousel items, or not there: 400, 100/4279004 with their ids.',
    ],
    scopes: creating,
    creates: true,
    refused: { status: 400, code: 100, subcode: 4279004 },
    call: (live) => createCarousel(live, 2),
  }),
  refusal({
    id: 'one-child',
    question: 'How is a carousel of one refused?',
    settles: ['Fewer than two or more than twenty children.'],
    scopes: creating,
    creates: true,
    refused: { status: 500, code: 100 },
    call: (live) => createCarousel(live, 1),
  }),
  refusal({
    id: 'twenty-one-children',
    question: 'How is a carousel of twenty-one refused?',
    settles: ['Fewer than two or more than twenty children.'],
    scopes: creating,
    creates: true,
    refused: { status: 500, code: 100 },
    call: (live) => createCarousel(live, 21),
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

async function createCarousel(live: Live, count: number): Promise<Wire> {
  const children = Array.from({ length: count }, (_, index) => String(BigInt(nobody) + BigInt(index)));
  return live.call('POST', '/me/threads', {
    media_type: 'CAROUSEL',
    text: live.text(),
    children: children.join(','),
  });
}
