export { advancePublish } from './advance-publish.ts';
export { countText, type TextCount } from './text/count-text.ts';
export { createKeyvJournal } from './journal/create-keyv-journal.ts';
export { createMemoryJournal } from './journal/create-memory-journal.ts';
export { isPublishError, PublishError, type PublishErrorCode, type PublishErrorOptions } from './errors.ts';
export { findLinks } from './text/find-links.ts';
export { findTopicTag } from './text/find-topic-tag.ts';
export { followIntentUrl } from './text/follow-intent-url.ts';
export type { Journal } from './journal/journal.ts';
export type { MediaCheck, PublishOptions, PublishProgress, ResumeOptions, WaitOptions } from './options.ts';
export { type PostIntent, postIntentUrl } from './text/post-intent-url.ts';
export type { Gif, LongText, Poll, StyledTextRange, TextRange } from './post/post-parts.ts';
export type { ReplyControl, TextStyle } from './generated/limits.ts';
export type { PostSettings } from './post/post-settings.ts';
export type {
  GhostPost,
  GifPost,
  LinkPost,
  LongTextPost,
  Media,
  MediaPost,
  PollPost,
  Post,
  TextPost,
} from './post/post.ts';
export { isPublishChainError, PublishChainError } from './publish-chain-error.ts';
export { type ChainOptions, publishChain } from './publish-chain.ts';
export { publish } from './publish.ts';
export type { PublishedPost } from './published-post.ts';
export { repost, type Repost } from './repost.ts';
export { resume } from './resume.ts';
export { splitText, type SplitTextOptions } from './text/split-text.ts';
export { startPublish } from './start-publish.ts';
export type { PublishCourse, PublishState, PublishStep } from './state.ts';
export { waitForContainer } from './wait-for-container.ts';
