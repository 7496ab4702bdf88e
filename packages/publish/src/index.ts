export { countText, type TextCount } from './count-text.ts';
export { isPublishError, PublishError, type PublishErrorCode, type PublishErrorOptions } from './errors.ts';
export type { PublishOptions, PublishProgress } from './options.ts';
export type { Media, MediaPost, Post, PostSettings, ReplyControl, TextPost } from './post.ts';
export { publish, type PublishedPost } from './publish.ts';
export type { PublishState, PublishStep } from './state.ts';
export { waitForContainer } from './wait-for-container.ts';
