import type { Child } from 'hono/jsx';
import { pollNode } from '../objects/poll.ts';
import { pollEnd } from '../model/posts.ts';
import type { Poll, PostRecord } from '../model/records.ts';
import { Time } from './parts/time.tsx';
import { ActForm } from './post-actions.tsx';
import { wholePercentages } from './percentages.ts';
import type { View } from './parts/view.ts';

const letters = ['a', 'b', 'c', 'd'];

interface PollResultsProperties {
  readonly view: View;
  readonly post: PostRecord;
  readonly poll: Poll;
  /** Of the card, its own on the page; absent where nobody can vote. */
  readonly id: string | undefined;
}

/** A poll with its votes and its end, as the API tells them; who has not voted yet can do so while it is open. */
export const PollResults = ({ view, post, poll, id }: PollResultsProperties): Child => {
  const { context, me } = view;
  const { fields } = pollNode(context, post, poll);
  const now = context.clock.now();
  const total = Number(fields['total_votes']?.() ?? 0);
  const shares = poll.options.map((_, index) =>
    Number(fields[`option_${letters[index]}_votes_percentage`]?.() ?? 0),
  );
  const percentages = wholePercentages(shares);
  const closesAt = pollEnd(post);
  const choice = me === undefined ? undefined : context.store.votes.of(me.id, post.id)?.option;
  const canVote = id !== undefined && me !== undefined && choice === undefined && closesAt > now;
  return (
    <div class="stack tight">
      <ActForm view={view} to={post.id} anchor={id ?? ''}>
        <ul class="poll" aria-label="Poll">
          {poll.options.map((option, index) => (
            <li>
              {/* The bar says nothing that the number does not. A page without inline styles needs an element with a width of its own. */}
              <progress class="poll-bar" max={100} value={percentages[index] ?? 0} aria-hidden="true" />
              {canVote ? (
                <button id={`${id}-option-${index + 1}`} class="poll-option" name="vote" value={index + 1}>
                  {option}
                </button>
              ) : (
                <span>{option}</span>
              )}
              {choice === index ? <span class="poll-choice">Your vote</span> : null}
              <span class="poll-share">{percentages[index]} %</span>
            </li>
          ))}
        </ul>
      </ActForm>
      <p class="muted small">
        {total === 1 ? '1 vote' : `${total} votes`}
        {closesAt <= now ? ' · closed ' : ' · open until '}
        <Time instant={closesAt} />
      </p>
    </div>
  );
};
