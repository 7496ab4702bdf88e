// Generated from threads.openapi.yaml by `./run generate`. Do not edit.
/** A number, or a list of values, and the page of Meta that says so. */
export interface Limit<Value extends number | readonly string[]> {
  readonly value: Value;
  readonly description: string;
  readonly source: string;
}

/** The limits and lists of values of the API, by name. Units are in the names. */
export interface Limits {
  /** Characters of the text of a post. How Meta counts them is not settled; see text-counting.json. */
  readonly maxTextLength: Limit<number>;
  /** Characters of a long text. How Meta counts them is unknown. */
  readonly maxTextAttachmentLength: Limit<number>;
  /** Different links in the text of a post and its attachments together. Reports of failures from 4 links on are unconfirmed. */
  readonly maxLinks: Limit<number>;
  /** Characters of a topic, without `#`. */
  readonly minTopicTagLength: Limit<number>;
  /** Characters of a topic, without `#`. */
  readonly maxTopicTagLength: Limit<number>;
  /** Characters of the description of an image or video. */
  readonly maxAltTextLength: Limit<number>;
  /** Covered parts of a text. */
  readonly maxSpoilers: Limit<number>;
  /** How a part of a long text can look. */
  readonly textStyles: Limit<readonly ['bold', 'italic', 'highlight', 'underline', 'strikethrough']>;
  /** Answers of a poll. */
  readonly minPollOptions: Limit<number>;
  /** Answers of a poll. */
  readonly maxPollOptions: Limit<number>;
  /** Characters of an answer of a poll. */
  readonly minPollOptionLength: Limit<number>;
  /** Characters of an answer of a poll. */
  readonly maxPollOptionLength: Limit<number>;
  /** Images and videos of a carousel. */
  readonly minCarouselItems: Limit<number>;
  /** Images and videos of a carousel. */
  readonly maxCarouselItems: Limit<number>;
  /** What a container can be made for. */
  readonly containerMediaTypes: Limit<readonly ['TEXT', 'IMAGE', 'VIDEO', 'CAROUSEL']>;
  /** Who may reply to a post. */
  readonly replyControls: Limit<readonly ['everyone', 'accounts_you_follow', 'mentioned_only', 'parent_post_author_only', 'followers_only']>;
  /** Where a container is in its life. */
  readonly containerStatuses: Limit<readonly ['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED']>;
  /** Why a container failed, in Meta's spelling. */
  readonly containerErrorMessages: Limit<readonly ['FAILED_DOWNLOADING_VIDEO', 'FAILED_PROCESSING_AUDIO', 'FAILED_PROCESSING_VIDEO', 'INVALID_ASPEC_RATIO', 'INVALID_BIT_RATE', 'INVALID_DURATION', 'INVALID_FRAME_RATE', 'INVALID_AUDIO_CHANNELS', 'INVALID_AUDIO_CHANNEL_LAYOUT', 'UNKNOWN']>;
  /** How long a container can be published. */
  readonly containerSeconds: Limit<number>;
  /** How long a ghost post is shown before it is archived. */
  readonly ghostPostSeconds: Limit<number>;
  /** What a post is made of. */
  readonly postMediaTypes: Limit<readonly ['TEXT_POST', 'IMAGE', 'VIDEO', 'CAROUSEL_ALBUM', 'AUDIO', 'REPOST_FACADE']>;
  /** The size of an image, documented as 8 MB. That these are 2^20 bytes each is *assumed*. */
  readonly maxImageBytes: Limit<number>;
  /** The longer side of an image by the shorter one. */
  readonly maxImageAspectRatio: Limit<number>;
  /** The width up to which a narrower image is scaled. */
  readonly minImageWidthPixels: Limit<number>;
  /** The width down to which a wider image is scaled. */
  readonly maxImageWidthPixels: Limit<number>;
  /** The size of a video, documented as 1 GB. That these are 2^30 bytes is *assumed*. */
  readonly maxVideoBytes: Limit<number>;
  /** How long a video lasts; more than 0, no other least is documented. */
  readonly maxVideoSeconds: Limit<number>;
  /** How the pictures of a video are encoded. */
  readonly videoCodecs: Limit<readonly ['h264', 'hevc']>;
  /** How finely a video samples its colours. */
  readonly videoChroma: Limit<readonly ['4:2:0']>;
  /** The width of a video by its height. */
  readonly minVideoAspectRatio: Limit<number>;
  /** The width of a video by its height. */
  readonly maxVideoAspectRatio: Limit<number>;
  /** The columns of a video. */
  readonly maxVideoWidthPixels: Limit<number>;
  /** The frame rate of a video. */
  readonly minVideoFramesPerSecond: Limit<number>;
  /** The frame rate of a video. */
  readonly maxVideoFramesPerSecond: Limit<number>;
  /** The bit rate of a video, documented as 100 Mbps. That a megabit is 10^6 bits is *assumed*. */
  readonly maxVideoBitsPerSecond: Limit<number>;
  /** How the sound of a video is encoded. */
  readonly audioCodecs: Limit<readonly ['aac']>;
  /** The sample rate of the sound of a video. */
  readonly maxAudioSamplesPerSecond: Limit<number>;
  /** The channels of the sound of a video. */
  readonly minAudioChannels: Limit<number>;
  /** The channels of the sound of a video. */
  readonly maxAudioChannels: Limit<number>;
  /** The bit rate of the sound of a video. Meta names it and does not say that it is the highest. */
  readonly audioBitsPerSecond: Limit<number>;
  /** The permissions that Threads is known to offer. */
  readonly scopes: Limit<readonly ['threads_basic', 'threads_content_publish', 'threads_delete', 'threads_keyword_search', 'threads_location_tagging', 'threads_manage_insights', 'threads_manage_mentions', 'threads_manage_replies', 'threads_profile_discovery', 'threads_read_replies', 'threads_share_to_instagram']>;
  /** How long an authorization code is valid. */
  readonly authorizationCodeSeconds: Limit<number>;
  /** How long a short-lived token is valid. */
  readonly shortLivedTokenSeconds: Limit<number>;
  /** How long a long-lived token is valid, from when it was issued or refreshed (60 days). */
  readonly longLivedTokenSeconds: Limit<number>;
  /** How old a long-lived token must be to be refreshed. */
  readonly minRefreshAgeSeconds: Limit<number>;
  /** How long the permission of a user lasts, from when it was given or a token refreshed (90 days). */
  readonly grantSeconds: Limit<number>;
  /** Items of a page where no `limit` is asked for. */
  readonly defaultPageItems: Limit<number>;
  /** Items of a page. For replies it is *assumed*. */
  readonly maxPageItems: Limit<number>;
  /** The earliest `since` of a list of posts, 2023-07-05T07:00:00Z. */
  readonly minPostUnixSeconds: Limit<number>;
  /** Who may reply to a post, as it is read. */
  readonly replyAudiences: Limit<readonly ['EVERYONE', 'ACCOUNTS_YOU_FOLLOW', 'MENTIONED_ONLY', 'PARENT_POST_AUTHOR_ONLY', 'FOLLOWERS_ONLY']>;
  /** How visible a reply is. */
  readonly hideStatuses: Limit<readonly ['NOT_HUSHED', 'UNHUSHED', 'HIDDEN', 'COVERED', 'BLOCKED', 'RESTRICTED']>;
  /** Which of the replies that need approval are listed. */
  readonly pendingReplyStatuses: Limit<readonly ['pending', 'ignored']>;
  /** Which posts a search finds first. */
  readonly searchTypes: Limit<readonly ['TOP', 'RECENT']>;
  /** What a search compares. */
  readonly searchModes: Limit<readonly ['KEYWORD', 'TAG']>;
  /** The kinds of posts that a search can be limited to. */
  readonly searchMediaTypes: Limit<readonly ['TEXT', 'IMAGE', 'VIDEO']>;
  /** The metrics of a post. */
  readonly threadMetrics: Limit<readonly ['views', 'likes', 'replies', 'reposts', 'quotes', 'shares']>;
  /** The metrics of a user. */
  readonly userMetrics: Limit<readonly ['views', 'likes', 'replies', 'reposts', 'quotes', 'clicks', 'followers_count', 'follower_demographics']>;
  /** What followers can be counted by. */
  readonly demographicBreakdowns: Limit<readonly ['country', 'city', 'age', 'gender']>;
  /** The earliest `since` of insights, 2024-04-13T07:00:00Z. */
  readonly minInsightUnixSeconds: Limit<number>;
  /** Followers that a user needs for `follower_demographics`. */
  readonly minDemographicsFollowers: Limit<number>;
  /** Followers that a profile needs to be looked up. 1000 until 2025-11-20. */
  readonly minDiscoverableFollowers: Limit<number>;
  /** Degrees north of the equator. */
  readonly minLatitude: Limit<number>;
  /** Degrees north of the equator. */
  readonly maxLatitude: Limit<number>;
  /** Degrees east of Greenwich. */
  readonly minLongitude: Limit<number>;
  /** Degrees east of Greenwich. */
  readonly maxLongitude: Limit<number>;
  /** The width of an embedded post. */
  readonly minEmbedWidthPixels: Limit<number>;
  /** The width of an embedded post. */
  readonly maxEmbedWidthPixels: Limit<number>;
}
