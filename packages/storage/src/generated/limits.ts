// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * The size of an image, documented as 8 MB. That these are 2^20 bytes each is *assumed*.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 */
export const maxImageBytes = 8_388_608;

/**
 * The size of a video, documented as 1 GB. That these are 2^30 bytes is *assumed*.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const maxVideoBytes = 1_073_741_824;
