export type { PublishedPost, PublishState, PublishStep } from '@threads-sdk/errors';
export { advancePublish, startPublish } from './advance-publish.ts';
export type { ChainState } from './chain-state.ts';
export type { ReplyControl, TextStyle } from './generated/limits.ts';
export type { MediaStorage, OpenFiles, ReportUpload } from './media-storage.ts';
export { storeFiles, type StoreFilesOptions } from './store-files.ts';
export { createKeyvJournal, createMemoryJournal, type Journal, type JournalKeyv } from './journal/journal.ts';
export type { MediaCheck } from './media-check.ts';
export type { PublishOptions, PublishProgress, ResumeOptions, WaitOptions } from './options.ts';
export type {
  FilePost,
  Gif,
  GifPost,
  GhostPost,
  LinkPost,
  LongText,
  LongTextPost,
  Media,
  MediaFile,
  MediaPost,
  Poll,
  PollPost,
  Post,
  PostSettings,
  Repost,
  StoredFile,
  StyledTextRange,
  TextPost,
  TextRange,
} from './post.ts';
export { publish } from './publish.ts';
export { type ChainOptions, publishChain } from './publish-chain.ts';
export { publishRepost } from './publish-repost.ts';
export { resumePublish } from './resume-publish.ts';
export { countText, type TextCount } from './text/count-text.ts';
export { findLinks } from './text/find-links.ts';
export { findTopicTag } from './text/find-topic-tag.ts';
export { followIntentUrl, type PostIntent, postIntentUrl } from './text/intent-urls.ts';
export { fitText, type FitTextOptions } from './text/fit-text.ts';
export { splitText, type SplitTextOptions } from './text/split-text.ts';
export { waitForContainer } from './wait-for-container.ts';
export { advanceChain, startChain } from './advance-chain.ts';
export { lookUpPublish, type LookUpOptions, type PublishLookUp } from './look-up-publish.ts';
export { stepPublish, type StepOptions, type StepResult } from './step-publish.ts';
export { type PublishedAddress, readPermalink } from './read-permalink.ts';
export { type PostingLimit, type PostingOptions, whenCanIPost } from './when-can-i-post.ts';
