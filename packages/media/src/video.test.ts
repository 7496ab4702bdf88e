import { describe, expect, it } from 'vitest';
import type { IndexFacts, PictureFacts } from './mp4/read-video.ts';
import { compareVideo } from './video.ts';

const pictures: PictureFacts = {
  videoCodec: 'h264',
  chroma: '4:2:0',
  interlaced: false,
  width: 1080,
  height: 1920,
  duration: 12,
  frameRate: 30,
  nominalRate: undefined,
  bitRate: 5_000_000,
};
const audio = { codec: 'aac', sampleRate: 44_100, channels: 2, bitRate: 128_000 };

function compare(
  facts: Partial<PictureFacts> & { readonly audio?: Partial<typeof audio> },
  index: Partial<IndexFacts> = {},
): readonly string[] {
  const { audio: sound, ...others } = facts;
  const { issues, warnings } = compareVideo({
    indexFirst: true,
    index: { pictures: { ...pictures, ...others }, audio: { ...audio, ...sound }, edits: 'none', ...index },
  });
  return [...issues, ...warnings].map(({ code }) => code);
}

describe('a video', () => {
  it.each<[string, Parameters<typeof compare>[0]]>([
    ['in HEVC', { videoCodec: 'hevc' }],
    ['of the lowest frame rate', { frameRate: 23 }],
    ['of a film', { frameRate: 23.976 }],
    ['of the highest frame rate', { frameRate: 60 }],
    ['of a clock that is off by little', { frameRate: 60.04, duration: 300.04 }],
    ['as long as allowed', { duration: 300 }],
    ['as short as can be', { duration: 0.001 }],
    ['of the highest bit rate', { bitRate: 100_000_000 }],
    ['with as many columns as allowed', { width: 1920, height: 1080 }],
    ['as wide as allowed', { width: 1000, height: 100 }],
    ['as narrow as allowed', { width: 19, height: 1900 }],
    ['with the highest sample rate', { audio: { sampleRate: 48_000 } }],
    ['with one channel', { audio: { channels: 1 } }],
    ['with sound of a variable rate', { audio: { bitRate: 135_000 } }],
  ])('passes when it is %s', (_, facts) => {
    expect(compare(facts)).toEqual([]);
  });

  it.each([
    ['whose average is off by a part in a hundred', { frameRate: 60.59 }],
    ['of 60 frames a second whose first ones are short', { frameRate: 61.017, nominalRate: 60 }],
    ['that stands still now and then', { frameRate: 12, nominalRate: 30 }],
  ])('passes %s', (_, facts) => {
    expect(compare(facts)).toEqual([]);
  });

  it('passes without sound', () => {
    expect(compare({}, { audio: undefined })).toEqual([]);
  });

  it.each<[string, Parameters<typeof compare>[0], string]>([
    ['in another codec', { videoCodec: 'vp09' }, 'VIDEO_CODEC'],
    ['with 4:2:2', { chroma: '4:2:2' }, 'CHROMA_FORMAT'],
    ['in half-frames', { interlaced: true }, 'INTERLACED'],
    ['with one column more', { width: 1921, height: 1080 }, 'COLUMNS'],
    ['wider', { width: 1001, height: 100 }, 'ASPECT_RATIO'],
    ['narrower', { width: 19, height: 1901 }, 'ASPECT_RATIO'],
    ['longer', { duration: 300.06 }, 'DURATION'],
    ['without duration', { duration: 0 }, 'DURATION'],
    ['slower', { frameRate: 22.7, nominalRate: 22 }, 'FRAME_RATE'],
    ['faster', { frameRate: 60.7, nominalRate: 60.7 }, 'FRAME_RATE'],
    ['of a higher bit rate', { bitRate: 100_000_001 }, 'BIT_RATE'],
    ['with sound in another codec', { audio: { codec: 'mp3' } }, 'AUDIO_CODEC'],
    ['with sound of a higher sample rate', { audio: { sampleRate: 48_001 } }, 'AUDIO_SAMPLE_RATE'],
    ['with three channels', { audio: { channels: 3 } }, 'AUDIO_CHANNELS'],
    ['with no channel', { audio: { channels: 0 } }, 'AUDIO_CHANNELS'],
    ['with sound of twice the rate', { audio: { bitRate: 256_000 } }, 'AUDIO_BIT_RATE'],
    ['of which nobody tells the length', { duration: undefined }, 'NOT_CHECKED'],
    ['of which nobody tells the rates', { frameRate: undefined, bitRate: undefined }, 'NOT_CHECKED'],
    ['of which nobody tells the colours', { chroma: undefined }, 'NOT_CHECKED'],
  ])('is reported when it is %s', (_, facts, code) => {
    expect(compare(facts)).toEqual([code]);
  });

  it('gets all that is wrong at once', () => {
    expect(
      compare({ videoCodec: 'vp09', duration: 400, frameRate: 5, audio: { channels: 6 } }, { edits: 'cut' }),
    ).toEqual(['EDIT_LIST', 'VIDEO_CODEC', 'DURATION', 'FRAME_RATE', 'AUDIO_CHANNELS']);
  });
});
