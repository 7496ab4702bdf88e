// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * The size of an image, documented as 8 MB. That these are 2^20 bytes each is *assumed*.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 */
export const maxImageBytes = 8_388_608;

/**
 * The longer side of an image by the shorter one.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 */
export const maxImageAspectRatio = 10;

/**
 * The width up to which a narrower image is scaled.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 */
export const minImageWidthPixels = 320;

/**
 * The width down to which a wider image is scaled.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 */
export const maxImageWidthPixels = 1440;

/**
 * The size of a video, documented as 1 GB. That these are 2^30 bytes is *assumed*.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoBytes = 1_073_741_824;

/**
 * How long a video lasts; more than 0, no other least is documented.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoSeconds = 300;

/**
 * How the pictures of a video are encoded.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const videoCodecs: readonly string[] = ['h264', 'hevc'];

/**
 * How finely a video samples its colours.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const videoChroma: readonly string[] = ['4:2:0'];

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
 * The columns of a video.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoWidthPixels = 1920;

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
 * How the sound of a video is encoded.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const audioCodecs: readonly string[] = ['aac'];

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
