import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeVideo, type VideoFacts } from './judge-video.ts';

const audio = { codec: 'aac', sampleRate: 44_100, channels: 2 };
const video: VideoFacts = {
  indexFirst: true,
  edited: false,
  interlaced: false,
  codec: 'h264',
  chroma: '4:2:0',
  width: 1080,
  height: 1920,
  duration: 12,
  frameRate: 30,
  nominalRate: 30,
  bitRate: 5_000_000,
  audio,
};
const { audio: _sound, ...silentVideo } = video;

describe('a video', () => {
  it.each<[string, Partial<VideoFacts>]>([
    ['in HEVC', { codec: 'hevc' }],
    ['of the lowest frame rate', { frameRate: 23 }],
    ['of a film', { frameRate: 23.98 }],
    ['of a rate that is off by a part in a hundred', { frameRate: 60.59, nominalRate: 60.59 }],
    ['slower than allowed by as little', { frameRate: 22.78, nominalRate: 22.78 }],
    ['off on average, because one frame is short', { frameRate: 61.017, nominalRate: 60 }],
    ['with colours that nobody describes', { chroma: undefined }],
    ['longer by a frame', { duration: 300.04 }],
    ['of the highest frame rate', { frameRate: 60 }],
    ['as long as allowed', { duration: 300 }],
    ['as short as can be', { duration: 0.001 }],
    ['of the highest bit rate', { bitRate: 100_000_000 }],
    ['with as many columns as allowed', { width: 1920, height: 1080 }],
    ['as wide as allowed', { width: 1000, height: 100 }],
    ['as narrow as allowed', { width: 19, height: 1900 }],
    ['with the highest sample rate', { audio: { ...audio, sampleRate: 48_000 } }],
    ['with one channel', { audio: { ...audio, channels: 1 } }],
  ])('passes when it is %s', (_, facts) => {
    expect(judgeVideo({ ...video, ...facts })).toBeUndefined();
  });

  it('passes without sound', () => {
    expect(judgeVideo(silentVideo)).toBeUndefined();
  });

  it.each<[string, Partial<VideoFacts>, string]>([
    ['in another codec', { codec: 'vp9' }, 'FAILED_PROCESSING_VIDEO'],
    ['with 4:2:2', { chroma: '4:2:2' }, 'FAILED_PROCESSING_VIDEO'],
    ['with its index at the end', { indexFirst: false }, 'FAILED_PROCESSING_VIDEO'],
    ['cut by an edit list', { edited: true }, 'FAILED_PROCESSING_VIDEO'],
    ['in half-frames', { interlaced: true }, 'FAILED_PROCESSING_VIDEO'],
    ['with one column more', { width: 1921, height: 1080 }, 'FAILED_PROCESSING_VIDEO'],
    ['wider', { width: 1001, height: 100 }, 'INVALID_ASPEC_RATIO'],
    ['narrower', { width: 19, height: 1901 }, 'INVALID_ASPEC_RATIO'],
    ['without size', { width: 0, height: 0 }, 'INVALID_ASPEC_RATIO'],
    ['longer', { duration: 300.06 }, 'INVALID_DURATION'],
    ['without duration', { duration: 0 }, 'INVALID_DURATION'],
    ['slower', { frameRate: 22.76, nominalRate: 22.76 }, 'INVALID_FRAME_RATE'],
    ['faster', { frameRate: 60.61, nominalRate: 60.61 }, 'INVALID_FRAME_RATE'],
    ['of a higher bit rate', { bitRate: 100_000_001 }, 'INVALID_BIT_RATE'],
    ['with sound in another codec', { audio: { ...audio, codec: 'opus' } }, 'FAILED_PROCESSING_AUDIO'],
    [
      'with sound of a higher sample rate',
      { audio: { ...audio, sampleRate: 48_001 } },
      'FAILED_PROCESSING_AUDIO',
    ],
    ['with three channels', { audio: { ...audio, channels: 3 } }, 'INVALID_AUDIO_CHANNELS'],
    ['with no channel', { audio: { ...audio, channels: 0 } }, 'INVALID_AUDIO_CHANNELS'],
  ])('fails when it is %s', (_, facts, failure) => {
    expect(judgeVideo({ ...video, ...facts })).toBe(failure);
  });

  it('is told of the first fault alone, in this order', () => {
    const faults: readonly (readonly [Partial<VideoFacts>, string])[] = [
      [{ codec: 'vp09' }, 'FAILED_PROCESSING_VIDEO'],
      [{ width: 3000, height: 100 }, 'INVALID_ASPEC_RATIO'],
      [{ duration: 400 }, 'INVALID_DURATION'],
      [{ frameRate: 5, nominalRate: 5 }, 'INVALID_FRAME_RATE'],
      [{ bitRate: 2e8 }, 'INVALID_BIT_RATE'],
      [{ audio: { ...audio, codec: 'mp3', channels: 6 } }, 'FAILED_PROCESSING_AUDIO'],
    ];
    for (const [index, [, failure]] of faults.entries()) {
      const rest = faults.slice(index).map(([fault]) => fault);
      expect(judgeVideo(Object.assign({}, video, ...rest))).toBe(failure);
    }
  });

  it('passes exactly within the limits', () => {
    const facts = fc.record({
      duration: fc.double({ min: 0, max: 600, noNaN: true }),
      frameRate: fc.double({ min: 1, max: 120, noNaN: true }),
      bitRate: fc.double({ min: 0, max: 2e8, noNaN: true }),
      width: fc.integer({ min: 1, max: 2500 }),
      height: fc.integer({ min: 1, max: 2500 }),
    });
    fc.assert(
      fc.property(facts, (part) => {
        const { duration, frameRate, bitRate, width, height } = part;
        const fits =
          duration > 0 &&
          duration < 300.05 &&
          frameRate >= 22.77 &&
          frameRate <= 60.6 &&
          bitRate <= 1e8 &&
          width <= 1920 &&
          width <= 10 * height &&
          width * 100 >= height;
        expect(judgeVideo({ ...video, ...part, nominalRate: frameRate }) === undefined).toBe(fits);
      }),
    );
  });
});
