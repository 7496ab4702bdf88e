// What Meta documents of media. A megabyte is read as 2^20 bytes, the larger of its two meanings.
// https://developers.facebook.com/docs/threads/overview#image-specifications
// https://developers.facebook.com/docs/threads/overview#video-specifications

/** From and to, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export const imageLimits: {
  readonly bytes: number;
  /** The longer side by the shorter one. */
  readonly aspectRatio: number;
  /** Pixels. Meta scales what is narrower or wider. */
  readonly width: Range;
} = { bytes: 8 * 2 ** 20, aspectRatio: 10, width: { min: 320, max: 1440 } };

export const videoLimits: {
  readonly bytes: number;
  readonly codecs: readonly string[];
  /** How finely colours are sampled. */
  readonly chroma: string;
  /** Width by height. */
  readonly aspectRatio: Range;
  /** Pixels in a row. */
  readonly columns: number;
  /** Seconds; none is too short. */
  readonly duration: number;
  /** Frames per second. */
  readonly frameRate: Range;
  /** Bits per second of the pictures. */
  readonly bitRate: number;
} = {
  bytes: 2 ** 30,
  codecs: ['h264', 'hevc'],
  chroma: '4:2:0',
  aspectRatio: { min: 0.01, max: 10 },
  columns: 1920,
  duration: 300,
  frameRate: { min: 23, max: 60 },
  bitRate: 100_000_000,
};

export const audioLimits: {
  readonly codec: string;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly channels: Range;
  /** Bits per second. Meta names this rate and does not say that it is the highest. */
  readonly bitRate: number;
} = { codec: 'aac', sampleRate: 48_000, channels: { min: 1, max: 2 }, bitRate: 128_000 };

// What this package allows itself.

/** Most bytes that are read of one file: an image of the largest size, and a little more to tell that it is larger. */
export const mostBytes: number = 8 * 2 ** 20 + 65_536;

/** Bytes that are asked for at a time. */
export const bytesOfPart = 65_536;

/** Most redirects that are followed. */
export const mostRedirects = 3;

/** Most boxes at the top of a video, or segments of an image, that are looked at one after the other. */
export const mostSteps = 1000;

/** Most boxes in one box of a video. Films have a dozen. */
export const mostBoxes = 500;

/** Most fragments of a video that are looked at. */
export const mostFragments = 64;

/** Milliseconds for everything. */
export const defaultTimeout = 10_000;
