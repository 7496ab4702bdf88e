// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * Characters of the text of a post. How Meta counts them is not settled; see text-counting.json.
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 */
export const maxTextLength = 500;

/**
 * Characters of a long text. How Meta counts them is unknown.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
 */
export const maxTextAttachmentLength = 10_000;

/**
 * Different links in the text of a post and its attachments together. Reports of failures from 4 links on are
 * unconfirmed.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxLinks = 5;

/**
 * Characters of a topic, without `#`.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const minTopicTagLength = 1;

/**
 * Characters of a topic, without `#`.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxTopicTagLength = 50;

/**
 * Characters of the description of an image or video.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxAltTextLength = 1000;

/**
 * Covered parts of a text.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/spoilers
 */
export const maxSpoilers = 10;

/**
 * How a part of a long text can look.
 *
 * @example
 * ```ts
 * import type { TextStyle } from '@threads-sdk/publish';
 *
 * const styles: readonly TextStyle[] = ['bold', 'underline'];
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
 * @category Describe a post
 */
export type TextStyle = 'bold' | 'italic' | 'highlight' | 'underline' | 'strikethrough';

/**
 * How a part of a long text can look.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
 */
export const textStyles: readonly TextStyle[] = ['bold', 'italic', 'highlight', 'underline', 'strikethrough'];

/**
 * Answers of a poll.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 */
export const minPollOptions = 2;

/**
 * Answers of a poll.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 */
export const maxPollOptions = 4;

/**
 * Characters of an answer of a poll.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 */
export const minPollOptionLength = 1;

/**
 * Characters of an answer of a poll.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 */
export const maxPollOptionLength = 25;

/**
 * Images and videos of a carousel.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxCarouselItems = 20;

/**
 * Who may reply to a post.
 *
 * @example
 * ```ts
 * import type { ReplyControl } from '@threads-sdk/publish';
 *
 * const replyControl: ReplyControl = 'accounts_you_follow';
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 * @category Describe a post
 */
export type ReplyControl =
  | 'everyone'
  | 'accounts_you_follow'
  | 'mentioned_only'
  | 'parent_post_author_only'
  | 'followers_only';

/**
 * Who may reply to a post.
 *
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 */
export const replyControls: readonly ReplyControl[] = [
  'everyone',
  'accounts_you_follow',
  'mentioned_only',
  'parent_post_author_only',
  'followers_only',
];

/**
 * Why a container failed, in Meta's spelling, as far as it is known: Meta may add others.
 *
 * @see https://developers.facebook.com/documentation/threads/troubleshooting
 */
export type ContainerErrorMessage =
  | 'FAILED_DOWNLOADING_VIDEO'
  | 'FAILED_PROCESSING_AUDIO'
  | 'FAILED_PROCESSING_VIDEO'
  | 'INVALID_ASPEC_RATIO'
  | 'INVALID_BIT_RATE'
  | 'INVALID_DURATION'
  | 'INVALID_FRAME_RATE'
  | 'INVALID_AUDIO_CHANNELS'
  | 'INVALID_AUDIO_CHANNEL_LAYOUT'
  | 'UNKNOWN';

/**
 * Why a container failed, in Meta's spelling.
 *
 * @see https://developers.facebook.com/documentation/threads/troubleshooting
 */
export const containerErrorMessages: readonly ContainerErrorMessage[] = [
  'FAILED_DOWNLOADING_VIDEO',
  'FAILED_PROCESSING_AUDIO',
  'FAILED_PROCESSING_VIDEO',
  'INVALID_ASPEC_RATIO',
  'INVALID_BIT_RATE',
  'INVALID_DURATION',
  'INVALID_FRAME_RATE',
  'INVALID_AUDIO_CHANNELS',
  'INVALID_AUDIO_CHANNEL_LAYOUT',
  'UNKNOWN',
];

/**
 * How long a container can be published.
 *
 * @see https://developers.facebook.com/documentation/threads/troubleshooting
 */
export const containerSeconds = 86_400;

/**
 * How long a video lasts; more than 0, no other least is documented.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoSeconds = 300;

/**
 * The width of a video by its height.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const minVideoAspectRatio = 0.01;

/**
 * The width of a video by its height.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoAspectRatio = 10;

/**
 * The frame rate of a video.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const minVideoFramesPerSecond = 23;

/**
 * The frame rate of a video.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoFramesPerSecond = 60;

/**
 * The bit rate of a video, documented as 100 Mbps. That a megabit is 10^6 bits is *assumed*.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoBitsPerSecond = 100_000_000;

/**
 * The sample rate of the sound of a video.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxAudioSamplesPerSecond = 48_000;

/**
 * The channels of the sound of a video.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const minAudioChannels = 1;

/**
 * The channels of the sound of a video.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxAudioChannels = 2;

/**
 * The bit rate of the sound of a video. Meta names it and does not say that it is the highest.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const audioBitsPerSecond = 128_000;
