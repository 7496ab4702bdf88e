/**
 * What `checkMedia` found. Plain frozen data, safe to log and to store as JSON. What could not be read is absent.
 *
 * @example
 * ```ts
 * import type { MediaReport } from '@threads-sdk/media';
 *
 * export function isFine({ issues }: MediaReport): boolean {
 *   return issues.length === 0;
 * }
 * ```
 *
 * @category Check media
 */
export interface MediaReport {
  /** Why Meta will not take the file; empty if nothing was found. */
  readonly issues: readonly MediaIssue[];
  /** What deserves a look and does not keep the file from being posted. */
  readonly warnings: readonly MediaWarning[];
  /** Bytes that were read of the file. */
  readonly bytesRead: number;
  /** The media type that the server or the `Blob` names, in lower case and without parameters. */
  readonly contentType?: string;
  /** By the file's own bytes; a film in a container that Meta does not take is a video, too. */
  readonly kind?: 'image' | 'video';
  /** By the file's own bytes. */
  readonly format?: 'jpeg' | 'png' | 'mp4' | 'mov';
  /** Bytes. */
  readonly size?: number;
  /** Pixels; of a video as it is shown, after rotation. */
  readonly width?: number;
  /** Pixels; of a video as it is shown, after rotation. */
  readonly height?: number;
  /** Seconds that the pictures of a video last. */
  readonly duration?: number;
  /** Frames per second, on average. */
  readonly frameRate?: number;
  /** Bits per second of the pictures, on average. */
  readonly bitRate?: number;
  /** `h264`, `hevc`, or the four letters by which the file names another codec. */
  readonly videoCodec?: string;
  /** How finely a video samples colours, such as `4:2:0`. */
  readonly chroma?: string;
  /** The sound of a video; absent if it has none. */
  readonly audio?: MediaAudio;
}

/** A report while it is written. */
export type DraftReport = { -readonly [Key in keyof MediaReport]?: MediaReport[Key] } & {
  readonly issues: MediaIssue[];
  readonly warnings: MediaWarning[];
};

/**
 * The sound of a video.
 *
 * @example
 * ```ts
 * import type { MediaAudio } from '@threads-sdk/media';
 *
 * const audio: MediaAudio = { codec: 'aac', sampleRate: 48_000, channels: 2 };
 * console.log(audio.codec);
 * ```
 *
 * @category Check media
 */
export interface MediaAudio {
  /** `aac`, or the name of another codec. */
  readonly codec: string;
  /** Samples per second. */
  readonly sampleRate: number;
  /** How many channels there are: 1 is mono, 2 is stereo. */
  readonly channels: number;
  /** Bits per second, on average. */
  readonly bitRate?: number;
}

/**
 * Why Meta will not take a file.
 *
 * @example
 * ```ts
 * import type { MediaIssue } from '@threads-sdk/media';
 *
 * const issue: MediaIssue = { code: 'DURATION', message: 'lasts 312 seconds; Meta takes at most 300' };
 * console.log(`The video ${issue.message}.`);
 * ```
 *
 * @category Check media
 */
export interface MediaIssue {
  /** What is wrong; narrows in a `switch`. */
  readonly code: MediaIssueCode;
  /** What is wrong, as the end of a sentence that begins with the file. It never shows the query of the address. */
  readonly message: string;
}

/**
 * What is wrong with a file or its address, as a closed union. In brackets: the `error_message` of the container, where
 * Meta names one for it; the spelling of `INVALID_ASPEC_RATIO` is Meta's.
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
 * - `HTTP_ERROR`: the server answers with an error such as 403 or 404 [`FAILED_DOWNLOADING_VIDEO`]. Make the file public,
 *   or sign the address for a longer time.
 * - `REDIRECT_FAILED`: more than 3 redirects, or one that leads nowhere. Use the address at their end.
 * - `READ_LIMIT_REACHED`: after 8 MiB it still was not clear what the file is. Put the index first
 *   (`ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4`), or use a host that answers range requests.
 *
 * The file:
 *
 * - `UNREADABLE`: a `Blob` whose bytes cannot be read any more, since the file behind it was changed, moved or deleted. Open it
 *   again.
 * - `TYPE_UNSUPPORTED`: not a JPEG, PNG, MP4 or MOV, but a WebP, a web page, an empty file … [`UNKNOWN` for a page instead
 *   of a video]. Convert it.
 * - `KIND_MISMATCH`: a video where an image is expected, or the other way round. Post it as what it is.
 * - `DAMAGED`: cut off or broken [`FAILED_PROCESSING_VIDEO`]. Upload or export it again.
 * - `TOO_LARGE`: an image over 8 MB, a video over 1 GB. Compress it.
 * - `ASPECT_RATIO`: an image longer than 10:1, a video outside 0.01:1 to 10:1 [`INVALID_ASPEC_RATIO`]. Crop or pad it.
 *
 * A video:
 *
 * - `MOOV_NOT_FIRST`: its index, the atom `moov`, comes after the pictures. Move it with
 *   `ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4`.
 * - `EDIT_LIST`: an edit list cuts, repeats or slows it. Export it again.
 * - `NO_VIDEO_TRACK`: it has no pictures [`FAILED_PROCESSING_VIDEO`].
 * - `VIDEO_CODEC`: neither H.264 nor HEVC [`FAILED_PROCESSING_VIDEO`]. Encode it again, e.g. `ffmpeg -i in.mp4 -c:v libx264
 *   -pix_fmt yuv420p -c:a aac -movflags +faststart out.mp4`, which helps against the next two as well.
 * - `CHROMA_FORMAT`: its colours are not sampled as 4:2:0 [`FAILED_PROCESSING_VIDEO`].
 * - `INTERLACED`: it is interlaced. Deinterlace it (`-vf yadif`).
 * - `COLUMNS`: wider than 1920 pixels [`FAILED_PROCESSING_VIDEO`]. Scale it down.
 * - `DURATION`: longer than 300 seconds, of which 0.05 more pass, or empty [`INVALID_DURATION`]. Cut it.
 * - `FRAME_RATE`: outside 23 to 60 frames per second by more than 1 %, on average and by how long most of them last
 *   [`INVALID_FRAME_RATE`]. Encode it with `-r 30`.
 * - `BIT_RATE`: over 100 Mbps on average [`INVALID_BIT_RATE`]. Encode it with less.
 * - `AUDIO_CODEC`: its sound is not AAC [`FAILED_PROCESSING_AUDIO`]. Encode it with `-c:a aac`.
 * - `AUDIO_SAMPLE_RATE`: its sound has more than 48,000 samples per second [`FAILED_PROCESSING_AUDIO`]. Use `-ar 48000`.
 * - `AUDIO_CHANNELS`: its sound has neither 1 nor 2 channels [`INVALID_AUDIO_CHANNELS`]. Use `-ac 2`.
 *
 * @example
 * ```ts
 * import type { MediaIssueCode } from '@threads-sdk/media';
 *
 * export const worthAnotherTry: readonly MediaIssueCode[] = ['UNREACHABLE', 'TIMED_OUT', 'HTTP_ERROR'];
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 * @see https://developers.facebook.com/documentation/threads/troubleshooting
 * @category Check media
 */
export type MediaIssueCode =
  | 'ADDRESS_UNSUPPORTED'
  | 'ADDRESS_PRIVATE'
  | 'UNREACHABLE'
  | 'TIMED_OUT'
  | 'HTTP_ERROR'
  | 'REDIRECT_FAILED'
  | 'READ_LIMIT_REACHED'
  | 'UNREADABLE'
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
 * What deserves a look and does not keep a file from being posted.
 *
 * @example
 * ```ts
 * import type { MediaWarning } from '@threads-sdk/media';
 *
 * const warning: MediaWarning = {
 *   code: 'WIDTH_SCALED',
 *   message: 'is 4000 pixels wide; Meta scales it down to 1440',
 * };
 * console.log(`The image ${warning.message}.`);
 * ```
 *
 * @category Check media
 */
export interface MediaWarning {
  /** What it is about; narrows in a `switch`. */
  readonly code: MediaWarningCode;
  /** What it is about, as the end of a sentence that begins with the file. */
  readonly message: string;
}

/**
 * What deserves a look and does not keep a file from being posted, as a closed union.
 *
 * - `WIDTH_SCALED`: an image narrower than 320 or wider than 1440 pixels. Meta scales it.
 * - `CONTENT_TYPE`: the server, or the `type` of a `Blob`, names another media type than the file has. Correct it there.
 * - `EDIT_LIST_HARMLESS`: an edit list that only shifts the beginning, as encoders write it. Meta documents that a video
 *   must have none; if Meta refuses such a file for no other reason, encode it again with `ffmpeg -use_editlist 0`.
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
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 * @category Check media
 */
export type MediaWarningCode =
  | 'WIDTH_SCALED'
  | 'CONTENT_TYPE'
  | 'EDIT_LIST_HARMLESS'
  | 'AUDIO_BIT_RATE'
  | 'NOT_CHECKED';
