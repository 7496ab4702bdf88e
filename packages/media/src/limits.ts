// What Meta documents of media. A megabyte is read as 2^20 bytes, the larger of its two meanings.
// https://developers.facebook.com/docs/threads/overview#image-specifications
// https://developers.facebook.com/docs/threads/overview#video-specifications

export const imageLimits: {
  readonly maxBytes: number;
  /** The longer side by the shorter one. */
  readonly maxAspectRatio: number;
  /** Pixels. Meta scales what is narrower. */
  readonly minWidth: number;
  /** Pixels. Meta scales what is wider. */
  readonly maxWidth: number;
} = { maxBytes: 8 * 2 ** 20, maxAspectRatio: 10, minWidth: 320, maxWidth: 1440 };

export const videoLimits: {
  readonly maxBytes: number;
  readonly codecs: readonly string[];
  /** How finely colours are sampled. */
  readonly chroma: string;
  /** Width by height. */
  readonly minAspectRatio: number;
  /** Width by height. */
  readonly maxAspectRatio: number;
  /** Pixels in a row. */
  readonly maxColumns: number;
  /** Seconds; none is too short. */
  readonly maxDuration: number;
  /** Frames per second. */
  readonly minFrameRate: number;
  /** Frames per second. */
  readonly maxFrameRate: number;
  /** Bits per second of the pictures. */
  readonly maxBitRate: number;
} = {
  maxBytes: 2 ** 30,
  codecs: ['h264', 'hevc'],
  chroma: '4:2:0',
  minAspectRatio: 0.01,
  maxAspectRatio: 10,
  maxColumns: 1920,
  maxDuration: 300,
  minFrameRate: 23,
  maxFrameRate: 60,
  maxBitRate: 100_000_000,
};

export const audioLimits: {
  readonly codec: string;
  /** Samples per second. */
  readonly maxSampleRate: number;
  readonly minChannels: number;
  readonly maxChannels: number;
  /** Bits per second. Meta names this rate and does not say that it is the highest. */
  readonly bitRate: number;
} = { codec: 'aac', maxSampleRate: 48_000, minChannels: 1, maxChannels: 2, bitRate: 128_000 };

// How much this package does for one file.

/** Bytes that are read: an image of the largest size, and a little more to see that it is larger. */
export const maxBytesRead: number = 8 * 2 ** 20 + 65_536;

/** Bytes that are requested at a time, or more where a longer part is needed at once. */
export const bytesPerRequest = 65_536;

/** Redirects that are followed. */
export const maxRedirects = 3;

/** Boxes at the top of a video, or segments of an image, that are looked at one after the other. */
export const maxSteps = 1000;

/** Boxes in one box of a video. Real files have a dozen. */
export const maxBoxes = 500;

/** Fragments of a video that are looked at. */
export const maxFragments = 64;

/** Milliseconds for everything. */
export const defaultTimeout = 10_000;
