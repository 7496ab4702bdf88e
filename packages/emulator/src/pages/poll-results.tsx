import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import { pollNode } from '../objects/poll.ts';
import type { Poll, PostRecord } from '../model/records.ts';
import { parseTime } from '../graph/times.ts';
import { Time } from './parts/time.tsx';

const letters = ['a', 'b', 'c', 'd'];

interface PollResultsProperties {
  readonly context: EmulatorContext;
  readonly post: PostRecord;
  readonly poll: Poll;
}

/** A poll with its votes and its end, as the API tells them. */
export const PollResults = ({ context, post, poll }: PollResultsProperties): Child => {
  const { fields } = pollNode(context, post, poll);
  const now = context.clock.now();
  const total = Number(fields['total_votes']?.() ?? 0);
  const end = fields['expiration_timestamp']?.();
  const closesAt = typeof end === 'string' ? parseTime(end, now) : undefined;
  return (
    <div class="stack tight">
      <ul class="poll" aria-label="Poll">
        {poll.options.map((option, index) => {
          const percentage = Math.round(
            100 * Number(fields[`option_${letters[index]}_votes_percentage`]?.() ?? 0),
          );
          return (
            <li>
              {/* The bar says nothing that the number does not. A page without inline styles needs an element with a width of its own. */}
              <progress class="poll-bar" max={100} value={percentage} aria-hidden="true" />
              <span>{option}</span>
              <span class="poll-share">{percentage} %</span>
            </li>
          );
        })}
      </ul>
      <p class="muted small">
        {total === 1 ? '1 vote' : `${total} votes`}
        {closesAt === undefined ? null : (
          <>
            {closesAt <= now ? ' · closed ' : ' · open until '}
            <Time instant={closesAt} />
          </>
        )}
      </p>
    </div>
  );
};
