import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import type { OneOf } from '../description/limits.ts';
import { isArchived } from '../model/posts.ts';
import type { PostRecord, UserRecord } from '../model/records.ts';
import { Attachments, locationOf } from './attachments.tsx';
import { Avatar } from './parts/avatar.tsx';
import { authorName, postPath, profilePath } from './paths.ts';
import { PostText } from './post-text.tsx';
import { Time } from './parts/time.tsx';

interface PostCardProperties {
  readonly context: EmulatorContext;
  readonly post: PostRecord;
  /** How many replies people can see. Absent: not shown. */
  readonly replies?: number;
  /** Inside another post: without what that one quotes. */
  readonly quoted?: boolean;
}

/** One post as people would see it: author, text, attachments, and marks for what is special about it. */
export const PostCard = ({ context, post, replies, quoted = false }: PostCardProperties): Child => {
  const { store } = context;
  const original = post.repostedPostId === undefined ? undefined : store.posts.get(post.repostedPostId);
  const author = store.users.get(post.ownerId);
  return (
    <article class="post" aria-label={`Post by ${authorName(store, post)}`}>
      <Avatar name={authorName(store, post)} />
      <div class="post-body">
        <PostHead context={context} post={post} author={author} />
        <div class={post.content.ghost ? 'post-body ghost' : 'post-body'}>
          {post.content.text === undefined ? null : (
            <PostText text={post.content.text} entities={post.content.textEntities} />
          )}
          <Attachments context={context} post={post} />
          {quoted ? null : <Quote context={context} post={post} />}
          {post.mediaType === 'REPOST_FACADE' ? <Embedded context={context} post={original} /> : null}
        </div>
        <Marks context={context} post={post} />
        {replies === undefined || replies === 0 ? null : (
          <p class="post-foot">
            <a href={postPath(store, post)}>{replies === 1 ? '1 reply' : `${replies} replies`}</a>
          </p>
        )}
      </div>
    </article>
  );
};

type PostOnly = Pick<PostCardProperties, 'context' | 'post'>;

const PostHead = ({
  context: { store },
  post,
  author,
}: PostOnly & { readonly author: UserRecord | undefined }): Child => (
  <p class="post-head">
    <a class="name" href={profilePath(authorName(store, post))}>
      {authorName(store, post)}
    </a>
    {author?.verified === true ? <Verified /> : null}
    {post.mediaType === 'REPOST_FACADE' ? <span class="muted">reposted</span> : null}
    <a class="when" href={postPath(store, post)}>
      <Time instant={post.createdAt} />
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

const Quote = ({ context, post }: PostOnly): Child => {
  const { quotedPostId } = post.content;
  if (quotedPostId === undefined) return null;
  return <Embedded context={context} post={context.store.posts.get(quotedPostId)} />;
};

const Embedded = ({
  context,
  post,
}: Pick<PostCardProperties, 'context'> & { readonly post: PostRecord | undefined }): Child => (
  <div class="inset">
    {post === undefined ? (
      <p class="empty">This post is not available.</p>
    ) : (
      <PostCard context={context} post={post} quoted />
    )}
  </div>
);

const Marks = ({ context, post }: PostOnly): Child => {
  const { content } = post;
  const location = locationOf(context.store, content);
  const marks = [
    ...(content.topicTag === undefined ? [] : [`Topic: ${content.topicTag}`]),
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
