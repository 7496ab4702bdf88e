import type { Media, Post } from '../../src/index.ts';
import type { Draw } from '../worlds/draw.ts';

/** What a queue hands to a worker. */
export interface Job {
  /** What tells it from all others. */
  readonly name: string;
  /** The key of the post: the same one for a post of each user. */
  readonly key: string;
  readonly username: string;
  readonly post: Post | { readonly repost: string };
  readonly fast: boolean;
  /** `key`: with `publish` and the key; `steps`: with `stepPublish`. */
  readonly by: 'key' | 'steps';
}

/** Posts that are there before, of the one who posts: `replied` for replies, the others to be reposted once each. */
export interface Roots {
  readonly replied: string;
  readonly reposted: readonly string[];
}

const image = (altText: string): Media => ({ image: 'https://example.com/gate.jpg', altText });
const video = { video: 'https://example.com/walk.mp4' };

/** A mix of posts of one user. Every fifth says exactly what the one before it says. */
export function drawJobs(draw: Draw, username: string, count: number, roots: Roots): readonly Job[] {
  const jobs: Job[] = [];
  const reposts = [...roots.reposted];
  for (let nth = 1; nth <= count; nth += 1) {
    const name = `${username}-${nth}`;
    const key = `post ${nth}`;
    const before = jobs.at(-1);
    if (nth % 5 === 0 && before !== undefined && !('repost' in before.post)) {
      jobs.push({ ...before, name, key });
      continue;
    }
    const text = `Post ${name}  #kyoto `;
    const posts: readonly [Job['post'], ...Job['post'][]] = [
      { text },
      { text },
      { text, media: [image(name)] },
      { text, media: [video] },
      { text, media: [image(name), video, image('A gate')] },
      { text, replyTo: roots.replied },
      { repost: reposts[0] ?? roots.replied },
    ];
    const post = draw.oneOf(posts);
    const isRepost = 'repost' in post;
    if (isRepost) reposts.shift();
    const fast = !isRepost && post.media === undefined && draw.onceIn(3);
    jobs.push({ name, key, username, post, fast, by: !isRepost && draw.onceIn(4) ? 'steps' : 'key' });
  }
  return jobs;
}

/** Whether it is made live by the one request that makes it at all, so that there is no container to ask. */
export function isAtOnce({ fast, post }: Job): boolean {
  return fast || 'repost' in post;
}
