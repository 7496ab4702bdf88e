import type { World } from '../model/world.ts';
import type { GraphNode } from '../graph/fields.ts';
import { randomOf } from '../model/random.ts';
import type { Poll, PostRecord } from '../model/records.ts';
import { formatTimestamp } from '../graph/times.ts';

const names = ['option_a', 'option_b', 'option_c', 'option_d'] as const;

// Not settable, and not documented.
const duration = 24 * 60 * 60 * 1000;

/** The poll of a post. Read without a selection it shows its options alone. Nobody votes in an emulator: the votes are those of the post's seed, or follow from the emulator's. */
export function pollNode({ store }: World, post: PostRecord, poll: Poll): GraphNode {
  const votes =
    poll.votes ??
    poll.options.map((_, index) => Math.floor(randomOf(store.seed, `${post.id}/votes/${index}`) * 40));
  const total = votes.reduce((sum, count) => sum + count, 0);
  const share = (index: number): number | undefined => {
    const count = votes[index];
    return count === undefined ? undefined : total === 0 ? 0 : count / total;
  };
  return {
    fields: {
      option_a: () => poll.options[0],
      option_b: () => poll.options[1],
      option_c: () => poll.options[2],
      option_d: () => poll.options[3],
      option_a_votes_percentage: () => share(0),
      option_b_votes_percentage: () => share(1),
      option_c_votes_percentage: () => share(2),
      option_d_votes_percentage: () => share(3),
      total_votes: () => total,
      expiration_timestamp: () => formatTimestamp(post.createdAt + duration),
    },
    defaults: names,
  };
}
