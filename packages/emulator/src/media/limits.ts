// What Meta documents of media. A megabyte is read as 2^20 bytes, the larger of its two meanings.

/** From and to, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export const imageLimits: {
  readonly bytes: number;
  /** The longer side by the shorter one. */
  readonly aspectRatio: number;
} = { bytes: 8 * 2 ** 20, aspectRatio: 10 };

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
  /** Bits per second. */
  readonly bitRate: number;
} = {
  bytes: 2 ** 30,
  codecs: ['avc', 'hevc'],
  chroma: '4:2:0',
  aspectRatio: { min: 0.01, max: 10 },
  columns: 1920,
  duration: 300,
  frameRate: { min: 23, max: 60 },
  bitRate: 100_000_000,
};

export const audioLimits: {
  readonly codecs: readonly string[];
  /** Samples per second. */
  readonly sampleRate: number;
  readonly channels: Range;
} = { codecs: ['aac'], sampleRate: 48_000, channels: { min: 1, max: 2 } };
