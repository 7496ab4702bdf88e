import { scheduleChain, schedulePost, type Scheduler } from '@threads-sdk/scheduler';
import type { Post } from 'threads-sdk';

/** Whose posts they are: keys of the credentials. */
export const accounts = ['mika', 'juno', 'kai'] as const;

interface Entry {
  readonly account: (typeof accounts)[number];
  /** The app's own name for it, such as its id in the app's database. */
  readonly key: string;
  /** When, as a part of the whole time. */
  readonly when: number;
  /** A post, or the parts of a chain. */
  readonly posts: readonly Post[];
}

/** What Threads refuses when it is first tried. */
export const refused = { account: 'mika', key: 'harbour', text: 'The harbour at six.' } as const;

/** What is under way when a worker is killed. */
export const interrupted = { account: 'kai', key: 'story', text: 'Two: the pass is closed.' } as const;

/** Eight posts and a chain. */
export const agenda: readonly Entry[] = [
  { account: 'juno', key: 'hello', when: 0.1, posts: [{ text: 'Good morning, Kyoto.' }] },
  {
    account: 'kai',
    key: interrupted.key,
    when: 0.13,
    posts: [
      { text: 'One: we left at dawn.' },
      { text: interrupted.text },
      { text: 'Three: so we walked around the mountain.' },
    ],
  },
  {
    account: 'mika',
    key: 'gate',
    when: 0.25,
    posts: [
      {
        text: 'The gate in fog.',
        media: [{ image: 'https://example.com/gate.jpg', altText: 'A red gate in fog' }],
      },
    ],
  },
  {
    account: 'mika',
    key: refused.key,
    when: 0.35,
    posts: [
      {
        text: refused.text,
        media: [{ image: 'https://example.com/harbour.jpg', altText: 'Boats before sunrise' }],
      },
    ],
  },
  {
    account: 'juno',
    key: 'garden',
    when: 0.45,
    posts: [
      {
        text: 'Two gardens.',
        media: [
          { image: 'https://example.com/gravel.jpg', altText: 'Raked gravel' },
          { image: 'https://example.com/moss.jpg', altText: 'Moss under maples' },
        ],
      },
    ],
  },
  { account: 'juno', key: 'tea', when: 0.6, posts: [{ text: 'Tea or coffee?' }] },
  { account: 'kai', key: 'shoes', when: 0.75, posts: [{ text: 'New shoes tomorrow.' }] },
  { account: 'mika', key: 'evening', when: 0.85, posts: [{ text: 'The last train is the best one.' }] },
  { account: 'juno', key: 'night', when: 0.95, posts: [{ text: 'Good night.' }] },
];

/** Schedules all of it: from a time on, over so many milliseconds. */
export async function scheduleAgenda(scheduler: Scheduler, from: number, length: number): Promise<void> {
  for (const { account, key, posts, when } of agenda) {
    const at = new Date(from + when * length);
    const [post] = posts;
    if (post === undefined) throw new Error(`${key} has no post.`);
    if (posts.length > 1) await scheduleChain(scheduler, { account, key, at, chain: posts });
    else await schedulePost(scheduler, { account, key, at, post });
  }
}
