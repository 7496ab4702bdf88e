import type { World } from '../model/world.ts';
import type { GraphNode } from '../graph/fields.ts';
import { randomOf } from '../model/random.ts';
import { pollEnd } from '../model/posts.ts';
import type { Poll, PostRecord } from '../model/records.ts';
import { formatTimestamp } from '../graph/times.ts';

const names = ['option_a', 'option_b', 'option_c', 'option_d'] as const;

/**
 * The poll of a post. Read without a selection it shows its options alone. The votes are those of the post's seed, or
 * follow from the emulator's, and those in the store come on top.
 */
export function pollNode({ store }: World, post: PostRecord, poll: Poll): GraphNode {
  const cast = store.votes.to(post.id);
  const votes = poll.options.map(
    (_, index) =>
      (poll.votes?.[index] ?? Math.floor(randomOf(store.seed, `${post.id}/votes/${index}`) * 40)) +
      cast.filter(({ option }) => option === index).length,
  );
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
      expiration_timestamp: () => formatTimestamp(pollEnd(post)),
    },
    defaults: names,
  };
}
