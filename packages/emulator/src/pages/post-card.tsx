import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import type { OneOf } from '../description/limits.ts';
import { isArchived } from '../model/posts.ts';
import type { PostRecord, UserRecord } from '../model/records.ts';
import { Attachments, locationOf } from './attachments.tsx';
import { Avatar } from './parts/avatar.tsx';
import { Icon } from './parts/icons.tsx';
import { Ago } from './parts/time.tsx';
import { authorName, postPath, profilePath } from './parts/paths.ts';
import { Delete, Moderate, PostActions } from './post-actions.tsx';
import { PostText } from './post-text.tsx';
import type { View } from './parts/view.ts';

interface PostCardProperties {
  readonly view: View;
  readonly post: PostRecord;
  /** Inside another post: without what that one quotes, and without what can be done with it. */
  readonly quoted?: boolean;
}

/** The id of a post's card, and where a page scrolls to. */
export function cardId(post: PostRecord): string {
  return `post-${post.shortcode}`;
}

/** One post as people would see it: author, text, attachments, marks for what is special about it, and what to do. */
export const PostCard = ({ view, post, quoted = false }: PostCardProperties): Child => {
  const { store } = view.context;
  if (post.mediaType !== 'REPOST_FACADE')
    return <Card view={view} post={post} quoted={quoted} id={cardId(post)} />;
  const original = post.repostedPostId === undefined ? undefined : store.posts.get(post.repostedPostId);
  return (
    <div class="repost">
      <div class="repost-head">
        <Icon name="repost" />
        <p>
          <a class="name" href={profilePath(authorName(store, post))}>
            {authorName(store, post)}
          </a>{' '}
          reposted{' '}
          <a class="when" href={postPath(store, post)}>
            <Ago instant={post.createdAt} now={view.context.clock.now()} />
          </a>
        </p>
        {quoted ? null : <Delete view={view} post={post} id={cardId(post)} />}
      </div>
      {original === undefined ? (
        <p class="empty">This post is not available.</p>
      ) : (
        <Card view={view} post={original} quoted={quoted} id={`${cardId(post)}-original`} />
      )}
    </div>
  );
};

const Card = ({ view, post, quoted, id }: Required<PostCardProperties> & { readonly id: string }): Child => {
  const { context } = view;
  const { store } = context;
  const author = store.users.get(post.ownerId);
  const name = authorName(store, post);
  return (
    <article class="post" aria-label={`Post by ${name}`}>
      <Avatar name={name} />
      <div class="post-body">
        <div class="post-top">
          <PostHead view={view} post={post} author={author} />
          {quoted ? null : <Delete view={view} post={post} id={id} />}
        </div>
        <div class={post.content.ghost ? 'post-body ghost' : 'post-body'}>
          {post.content.text === undefined ? null : (
            <PostText text={post.content.text} entities={post.content.textEntities} />
          )}
          <Attachments view={view} post={post} {...(quoted ? {} : { id })} />
          {quoted ? null : <Quote view={view} post={post} />}
        </div>
        <Marks context={context} post={post} />
        {quoted ? null : (
          <div class="post-foot">
            <PostActions view={view} post={post} id={id} />
            <Moderate view={view} post={post} id={id} />
          </div>
        )}
      </div>
    </article>
  );
};

const PostHead = ({
  view: { context },
  post,
  author,
}: Pick<PostCardProperties, 'view' | 'post'> & { readonly author: UserRecord | undefined }): Child => (
  <p class="post-head">
    <a class="name" href={profilePath(authorName(context.store, post))}>
      {authorName(context.store, post)}
    </a>
    {author?.verified === true ? <Verified /> : null}
    {post.content.topicTag === undefined ? null : <span class="topic">{post.content.topicTag}</span>}
    <a class="when" href={postPath(context.store, post)}>
      <Ago instant={post.createdAt} now={context.clock.now()} />
    </a>
  </p>
);

/** Says that an account is verified. */
export const Verified = (): Child => (
  <span class="verified">
    <span aria-hidden="true">✓</span>
    <span class="unseen">Verified</span>
  </span>
);

const Quote = ({ view, post }: Pick<PostCardProperties, 'view' | 'post'>): Child => {
  const { quotedPostId } = post.content;
  if (quotedPostId === undefined) return null;
  const quoted = view.context.store.posts.get(quotedPostId);
  return (
    <div class="inset">
      {quoted === undefined ? (
        <p class="empty">This post is not available.</p>
      ) : (
        <PostCard view={view} post={quoted} quoted />
      )}
    </div>
  );
};

const Marks = ({
  context,
  post,
}: {
  readonly context: EmulatorContext;
  readonly post: PostRecord;
}): Child => {
  const { content } = post;
  const location = locationOf(context.store, content);
  const marks = [
    ...(location === undefined ? [] : [`At ${location.name}`]),
    ...(content.ghost ? [isArchived(context, post) ? 'Ghost post, archived' : 'Ghost post'] : []),
    ...(content.replyAudience === 'EVERYONE' ? [] : [audienceTexts[content.replyAudience]]),
    ...(content.replyApprovals ? ['Replies need approval'] : []),
    ...(content.allowlistedCountryCodes === undefined
      ? []
      : [`Only in ${content.allowlistedCountryCodes.join(', ')}`]),
  ];
  if (marks.length === 0) return null;
  return (
    <ul class="marks" aria-label="About this post">
      {marks.map((mark) => (
        <li class="mark">{mark}</li>
      ))}
    </ul>
  );
};

const audienceTexts: Readonly<Record<Exclude<OneOf<'replyAudiences'>, 'EVERYONE'>, string>> = {
  ACCOUNTS_YOU_FOLLOW: 'Accounts the author follows can reply',
  MENTIONED_ONLY: 'Mentioned accounts can reply',
  PARENT_POST_AUTHOR_ONLY: "The parent post's author can reply",
  FOLLOWERS_ONLY: 'Followers can reply',
};
