/**
 * What is wrong with a file or its address, as a closed union. In brackets: what `error_message` of the container would
 * say, where Meta names such an error for it; it writes `INVALID_ASPEC_RATIO` so.
 *
 * The address. Meta downloads the file itself, from outside:
 *
 * - `ADDRESS_UNSUPPORTED`: it, or one that it redirects to, is not http or https, or holds a user name or password. Use a
 *   public web address; a signed query is fine.
 * - `ADDRESS_PRIVATE`: it, or one that it redirects to, belongs to this machine or a private network (`localhost`,
 *   `10.0.0.1`, `*.internal`, a name that the DNS resolves to such an address). Upload the file to a public host.
 * - `UNREACHABLE`: the name is unknown, nobody answers, the certificate is wrong, or the answer broke off
 *   [`FAILED_DOWNLOADING_VIDEO`]. Open the address in a private window, then try again.
 * - `TIMED_OUT`: it took longer than `timeout` [`FAILED_DOWNLOADING_VIDEO`]. Try again, or use a faster host.
 * - `HTTP_ERROR`: the server answers with an error such as 403 or 404 [`FAILED_DOWNLOADING_VIDEO`]. Make the file public;
 *   sign the address for longer.
 * - `REDIRECT_FAILED`: more than 3 redirects, or one that leads nowhere. Use the address at their end.
 * - `READ_LIMIT_REACHED`: after 8 MiB it still was not clear what the file is. Put the index first
 *   (`ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4`), or use a host that answers range requests.
 *
 * The file:
 *
 * - `TYPE_UNSUPPORTED`: neither JPEG nor PNG, MP4 nor MOV, but a WebP, a web page, nothing … [`UNKNOWN` for a page in the
 *   place of a video]. Convert it.
 * - `KIND_MISMATCH`: a video where an image is expected, or the other way round. Post it as what it is.
 * - `DAMAGED`: cut off or broken [`FAILED_PROCESSING_VIDEO`]. Upload it again, or export it anew.
 * - `TOO_LARGE`: an image over 8 MB, a video over 1 GB. Compress it.
 * - `ASPECT_RATIO`: an image longer than 10:1, a video outside 0.01:1 to 10:1 [`INVALID_ASPEC_RATIO`]. Crop or pad it.
 *
 * A video:
 *
 * - `MOOV_NOT_FIRST`: its index, the atom `moov`, stands behind the pictures. Move it with
 *   `ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4`.
 * - `EDIT_LIST`: an edit list cuts, repeats or slows it. Export it anew.
 * - `NO_VIDEO_TRACK`: it has no pictures [`FAILED_PROCESSING_VIDEO`].
 * - `VIDEO_CODEC`: neither H.264 nor HEVC [`FAILED_PROCESSING_VIDEO`]. Encode it anew, e.g. `ffmpeg -i in.mp4 -c:v libx264
 *   -pix_fmt yuv420p -c:a aac -movflags +faststart out.mp4`, which helps against the next two as well.
 * - `CHROMA_FORMAT`: its colours are not sampled as 4:2:0 [`FAILED_PROCESSING_VIDEO`].
 * - `INTERLACED`: it holds half-frames. Deinterlace it (`-vf yadif`).
 * - `COLUMNS`: wider than 1920 pixels [`FAILED_PROCESSING_VIDEO`]. Scale it down.
 * - `DURATION`: longer than 300 seconds, or empty [`INVALID_DURATION`]. Cut it.
 * - `FRAME_RATE`: outside 23 to 60 frames per second [`INVALID_FRAME_RATE`]. Encode it with `-r 30`.
 * - `BIT_RATE`: over 100 Mbps on average [`INVALID_BIT_RATE`]. Encode it with less.
 * - `AUDIO_CODEC`: its sound is not AAC [`FAILED_PROCESSING_AUDIO`]. Encode it with `-c:a aac`.
 * - `AUDIO_SAMPLE_RATE`: its sound has more than 48,000 samples per second [`FAILED_PROCESSING_AUDIO`]. Use `-ar 48000`.
 * - `AUDIO_CHANNELS`: its sound has neither 1 nor 2 channels [`INVALID_AUDIO_CHANNELS`]. Use `-ac 2`.
 *
 * @example
 * ```ts
 * import type { MediaFaultCode } from '@threads-sdk/media';
 *
 * export const worthAnotherTry: readonly MediaFaultCode[] = ['UNREACHABLE', 'TIMED_OUT', 'HTTP_ERROR'];
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#video-specifications
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Check media
 */
export type MediaFaultCode =
  | 'ADDRESS_UNSUPPORTED'
  | 'ADDRESS_PRIVATE'
  | 'UNREACHABLE'
  | 'TIMED_OUT'
  | 'HTTP_ERROR'
  | 'REDIRECT_FAILED'
  | 'READ_LIMIT_REACHED'
  | 'TYPE_UNSUPPORTED'
  | 'KIND_MISMATCH'
  | 'DAMAGED'
  | 'TOO_LARGE'
  | 'ASPECT_RATIO'
  | 'MOOV_NOT_FIRST'
  | 'EDIT_LIST'
  | 'NO_VIDEO_TRACK'
  | 'VIDEO_CODEC'
  | 'CHROMA_FORMAT'
  | 'INTERLACED'
  | 'COLUMNS'
  | 'DURATION'
  | 'FRAME_RATE'
  | 'BIT_RATE'
  | 'AUDIO_CODEC'
  | 'AUDIO_SAMPLE_RATE'
  | 'AUDIO_CHANNELS';

/**
 * Why Meta will not take a file.
 *
 * @example
 * ```ts
 * import type { MediaFault } from '@threads-sdk/media';
 *
 * const fault: MediaFault = { code: 'DURATION', message: 'lasts 312 seconds; Meta allows at most 300' };
 * console.log(`The video ${fault.message}.`);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#image-specifications
 * @category Check media
 */
export interface MediaFault {
  /** What is wrong; narrows in a `switch`. */
  readonly code: MediaFaultCode;
  /** What is wrong, as the end of a sentence that begins with the file. It never shows the query of the address. */
  readonly message: string;
}

/**
 * What deserves a look and keeps nothing from being posted, as a closed union.
 *
 * - `WIDTH_SCALED`: an image narrower than 320 or wider than 1440 pixels. Meta scales it.
 * - `CONTENT_TYPE`: the server gives the file another media type than it has. Correct it there.
 * - `EDIT_LIST_HARMLESS`: an edit list that only shifts the beginning, as encoders write it. Meta documents that a video has
 *   none; if one fails for no other reason, make it anew with `ffmpeg -use_editlist 0`.
 * - `AUDIO_BIT_RATE`: its sound has more than 128 kbps, the rate that Meta names.
 * - `NOT_CHECKED`: some facts could not be read. The message names them.
 *
 * @example
 * ```ts
 * import type { MediaWarningCode } from '@threads-sdk/media';
 *
 * export const tellTheUser: readonly MediaWarningCode[] = ['WIDTH_SCALED'];
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#image-specifications
 * @category Check media
 */
export type MediaWarningCode =
  | 'WIDTH_SCALED'
  | 'CONTENT_TYPE'
  | 'EDIT_LIST_HARMLESS'
  | 'AUDIO_BIT_RATE'
  | 'NOT_CHECKED';

/**
 * What deserves a look and keeps nothing from being posted.
 *
 * @example
 * ```ts
 * import type { MediaWarning } from '@threads-sdk/media';
 *
 * const warning: MediaWarning = { code: 'WIDTH_SCALED', message: 'is 4000 pixels wide; Meta scales it to 1440' };
 * console.log(`The image ${warning.message}.`);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#image-specifications
 * @category Check media
 */
export interface MediaWarning {
  /** What it is about; narrows in a `switch`. */
  readonly code: MediaWarningCode;
  /** What it is about, as the end of a sentence that begins with the file. */
  readonly message: string;
}
