export { advancePublish } from './advance-publish.ts';
export { countText, type TextCount } from './count-text.ts';
export { createKeyvJournal } from './create-keyv-journal.ts';
export { createMemoryJournal } from './create-memory-journal.ts';
export { isPublishError, PublishError, type PublishErrorCode, type PublishErrorOptions } from './errors.ts';
export type { Journal } from './journal.ts';
export type { MediaCheck, PublishOptions, PublishProgress, ResumeOptions, WaitOptions } from './options.ts';
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
} from './post.ts';
export type { Gif, LongText, Poll, StyledTextRange, TextRange } from './post-parts.ts';
export type { PostSettings, ReplyControl } from './post-settings.ts';
export { publish } from './publish.ts';
export { type ChainOptions, publishChain } from './publish-chain.ts';
export { isPublishChainError, PublishChainError } from './publish-chain-error.ts';
export type { PublishedPost } from './published-post.ts';
export { repost, type Repost } from './repost.ts';
export { resume } from './resume.ts';
export { startPublish } from './start-publish.ts';
export type { PublishCourse, PublishState, PublishStep } from './state.ts';
export { waitForContainer } from './wait-for-container.ts';
