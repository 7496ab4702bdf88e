import type { MediaFault, MediaWarning } from './media-fault.ts';

/**
 * What `checkMedia` found. Plain frozen data, safe to log and to store as JSON. What could not be read is absent.
 *
 * @example
 * ```ts
 * import type { MediaReport } from '@threads-sdk/media';
 *
 * export function isFine({ faults }: MediaReport): boolean {
 *   return faults.length === 0;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#video-specifications
 * @category Check media
 */
export interface MediaReport {
  /** Why Meta will not take the file; empty if nothing was found. */
  readonly faults: readonly MediaFault[];
  /** What deserves a look and keeps nothing from being posted. */
  readonly warnings: readonly MediaWarning[];
  /** Bytes that were read of the file. */
  readonly bytesRead: number;
  /** The media type that the server names, in lower case and without parameters. */
  readonly contentType?: string;
  /** By the file's own bytes. */
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
 * @see https://developers.facebook.com/docs/threads/overview#video-specifications
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
