import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeVideo, type VideoFacts } from './judge-video.ts';

const audio = { codec: 'aac', sampleRate: 44_100, channels: 2, standardLayout: true };
const video: VideoFacts = {
  codec: 'h264',
  chroma: '4:2:0',
  width: 1080,
  height: 1920,
  duration: 12,
  frameRate: 30,
  bitRate: 5_000_000,
  audio,
};
const { audio: _sound, ...silentVideo } = video;

describe('a video', () => {
  it.each<[string, Partial<VideoFacts>]>([
    ['in HEVC', { codec: 'hevc' }],
    ['of the lowest frame rate', { frameRate: 23 }],
    ['of a film', { frameRate: 23.98 }],
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
    ['with colours that it does not describe', { chroma: undefined }, 'FAILED_PROCESSING_VIDEO'],
    ['with one column more', { width: 1921, height: 1080 }, 'FAILED_PROCESSING_VIDEO'],
    ['wider', { width: 1001, height: 100 }, 'INVALID_ASPEC_RATIO'],
    ['narrower', { width: 19, height: 1901 }, 'INVALID_ASPEC_RATIO'],
    ['without size', { width: 0, height: 0 }, 'INVALID_ASPEC_RATIO'],
    ['longer', { duration: 300.01 }, 'INVALID_DURATION'],
    ['without duration', { duration: 0 }, 'INVALID_DURATION'],
    ['slower', { frameRate: 22.99 }, 'INVALID_FRAME_RATE'],
    ['faster', { frameRate: 60.01 }, 'INVALID_FRAME_RATE'],
    ['of a higher bit rate', { bitRate: 100_000_001 }, 'INVALID_BIT_RATE'],
    ['with sound in another codec', { audio: { ...audio, codec: 'opus' } }, 'FAILED_PROCESSING_AUDIO'],
    [
      'with sound of a higher sample rate',
      { audio: { ...audio, sampleRate: 48_001 } },
      'FAILED_PROCESSING_AUDIO',
    ],
    ['with three channels', { audio: { ...audio, channels: 3 } }, 'INVALID_AUDIO_CHANNELS'],
    ['with no channel', { audio: { ...audio, channels: 0 } }, 'INVALID_AUDIO_CHANNELS'],
    [
      'with a layout of its own',
      { audio: { ...audio, standardLayout: false } },
      'INVALID_AUDIO_CHANNEL_LAYOUT',
    ],
  ])('fails when it is %s', (_, facts, failure) => {
    expect(judgeVideo({ ...video, ...facts })).toBe(failure);
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
          duration <= 300 &&
          frameRate >= 23 &&
          frameRate <= 60 &&
          bitRate <= 1e8 &&
          width <= 1920 &&
          width <= 10 * height &&
          width * 100 >= height;
        expect(judgeVideo({ ...video, ...part }) === undefined).toBe(fits);
      }),
    );
  });
});
