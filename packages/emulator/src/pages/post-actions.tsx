import type { Child } from 'hono/jsx';
import { countOf } from '../insights/thread-insights.ts';
import { mayReply } from '../model/reply-control.ts';
import { count } from '../model/listing.ts';
import { repliesTo } from '../model/posts.ts';
import type { PostRecord } from '../model/records.ts';
import { actPath } from './act-form.ts';
import { Composer } from './composer.tsx';
import { concealment } from './conversation.ts';
import { Icon, type IconName } from './parts/icons.tsx';
import { authorName } from './parts/paths.ts';
import type { View } from './parts/view.ts';

interface PostActionsProperties {
  readonly view: View;
  readonly post: PostRecord;
  /** Of the card, its own on the page. */
  readonly id: string;
}

/** What people do with a post, each with how often it was done. */
export const PostActions = ({ view, post, id }: PostActionsProperties): Child => {
  const { context, me } = view;
  const { store } = context;
  const likes = countOf(context, post, 'likes');
  const reposts = countOf(context, post, 'reposts');
  const quotes = countOf(context, post, 'quotes');
  const replies = count(repliesTo(store, post.id).filter((reply) => concealment(reply) === undefined));
  const liked = me !== undefined && store.likes.of(me.id, post.id) !== undefined;
  const mayAnswer = me !== undefined && mayReply(context, me, post);
  return (
    <>
      <ActForm view={view} to={post.id} anchor={id}>
        <button
          id={`${id}-like`}
          class="act like"
          name="act"
          value={liked ? 'unlike' : 'like'}
          aria-pressed={liked}
        >
          <Figure icon="like" label="Like" count={likes} />
        </button>
        {mayAnswer ? (
          <button id={`${id}-reply`} class="act" type="button" popovertarget={`${id}-composer`}>
            <Figure icon="reply" label="Reply" count={replies} />
          </button>
        ) : (
          <span class="act still">
            <Figure icon="reply" label="Replies" count={replies} />
          </span>
        )}
        <button id={`${id}-repost`} class="act" name="act" value="repost">
          <Figure icon="repost" label="Repost" count={reposts} />
        </button>
        {quotes === 0 ? null : (
          <span class="act still">
            <Figure icon="quote" label="Quotes" count={quotes} />
          </span>
        )}
        <span class="act still">
          <Figure icon="views" label="Views" count={countOf(context, post, 'views')} />
        </span>
      </ActForm>
      {mayAnswer ? (
        <div
          popover="auto"
          id={`${id}-composer`}
          class="sheet"
          role="dialog"
          aria-label={`Reply to ${authorName(store, post)}`}
        >
          <Composer view={view} id={`${id}-answer`} to={post.id} author={authorName(store, post)} short />
        </div>
      ) : null}
    </>
  );
};

/** What the author of the post at the head of a conversation may do with a reply. */
export const Moderate = ({ view, post, id }: PostActionsProperties): Child => {
  const { context, me } = view;
  const root = post.rootPostId === undefined ? undefined : context.store.posts.get(post.rootPostId);
  if (me === undefined || root?.ownerId !== me.id) return null;
  const hides = post.content.replyToId === post.rootPostId;
  const choices = [
    ...(post.approval === 'pending' || post.approval === 'ignored' ? [['approve', 'Approve'] as const] : []),
    ...(post.approval === 'pending' ? [['ignore', 'Ignore'] as const] : []),
    ...(hides && post.hideStatus === 'HIDDEN' ? [['unhide', 'Unhide'] as const] : []),
    ...(hides && post.hideStatus !== 'HIDDEN' ? [['hide', 'Hide'] as const] : []),
  ];
  if (choices.length === 0) return null;
  return (
    <ActForm view={view} to={post.id} anchor={id}>
      {choices.map(([act, label]) => (
        <button id={`${id}-${act}`} class="button tiny" name="act" value={act}>
          {label}
        </button>
      ))}
    </ActForm>
  );
};

/** A button that deletes a post, for its author. */
export const Delete = ({ view, post, id }: PostActionsProperties): Child =>
  post.ownerId !== view.me?.id ? null : (
    <ActForm view={view} to={post.id} anchor={id}>
      <button id={`${id}-delete`} class="act" name="act" value="delete">
        <Icon name="bin" />
        <span class="unseen">Delete</span>
      </button>
    </ActForm>
  );

interface ActFormProperties {
  readonly view: View;
  readonly to: string;
  /** Where the page is afterwards. */
  readonly anchor: string;
  readonly children?: Child;
}

/** A form around buttons that each do something to a post. */
export const ActForm = ({ view, to, anchor, children }: ActFormProperties): Child => (
  <form method="post" action={actPath} class="acts" data-stay>
    <input type="hidden" name="by" value={view.me?.username ?? ''} />
    <input type="hidden" name="to" value={to} />
    <input type="hidden" name="back" value={`${view.here}#${anchor}`} />
    {children}
  </form>
);

const Figure = ({
  icon,
  label,
  count: number,
}: {
  readonly icon: IconName;
  readonly label: string;
  readonly count: number;
}): Child => (
  <>
    <Icon name={icon} />
    <span class="unseen">{label}</span> <span class="figure">{shortNumber(number)}</span>
  </>
);

/** A count as short as people write it: 1.2K for 1234. */
function shortNumber(count: number): string {
  if (count < 1000) return String(count);
  return count < 1_000_000 ? `${cut(count / 1000)}K` : `${cut(count / 1_000_000)}M`;
}

function cut(count: number): string {
  return count < 10 ? String(Math.floor(count * 10) / 10) : String(Math.floor(count));
}
