import fc from 'fast-check';
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import {
  BufferSource,
  BufferTarget,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MovOutputFormat,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
} from 'mediabunny';
import { expect, it } from 'vitest';
import type { MediaReport } from '../src/index.ts';
// @boundaries-ignore a tool of tests has one home
import { drawPng } from '../../emulator/test/media/draw-png.ts';
import { checkBytes, readFixture } from './media-server.ts';

const films = [
  'columns.mp4',
  'fast.mp4',
  'fine-colours.mp4',
  'fragments.mp4',
  'hevc.mp4',
  'high-rate.mp4',
  'lossless.mp4',
  'plain.mov',
  'plain.mp4',
  'silent.mp4',
  'six-channels.mp4',
  'slow.mp4',
  'spotless.mp4',
  'wide-turned.mp4',
];

const codecs: Readonly<Record<string, string>> = { avc: 'h264' };

/** What mediabunny reads of a film. */
async function readElsewhere(bytes: Uint8Array<ArrayBuffer>): Promise<Partial<MediaReport>> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF] });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  if (video === null) throw new Error('no pictures');
  const { averagePacketRate, averageBitrate } = await video.computePacketStats();
  const codec = (await video.getCodec()) ?? 'unknown';
  const facts = {
    videoCodec: codecs[codec] ?? codec,
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    frameRate: Math.round(averagePacketRate * 1000) / 1000,
    bitRate: Math.round(averageBitrate),
    ...(audio && {
      audio: {
        codec: (await audio.getCodec()) ?? 'unknown',
        sampleRate: await audio.getSampleRate(),
        channels: await audio.getNumberOfChannels(),
      },
    }),
  };
  input.dispose();
  return facts;
}

it.each(films)('mediabunny reads the same of %s', async (name) => {
  const bytes = readFixture(name);
  expect(await checkBytes(bytes)).toMatchObject(await readElsewhere(bytes));
});

/** The first picture of a film, the configuration of its decoder, and its size. */
async function readPicture(name: string): Promise<{
  readonly data: Uint8Array;
  readonly decoderConfig: VideoDecoderConfig;
  readonly width: number;
  readonly height: number;
}> {
  const input = new Input({ source: new BufferSource(readFixture(name)), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  const first = track && (await new EncodedPacketSink(track).getFirstPacket());
  const decoderConfig = await track?.getDecoderConfig();
  if (!first || !decoderConfig) throw new Error(`${name} has no pictures`);
  input.dispose();
  const { codedWidth: width = 0, codedHeight: height = 0 } = decoderConfig;
  return { data: first.data, decoderConfig, width, height };
}

it('reads of a film what was written into it', async () => {
  const pictures = await Promise.all(['plain.mp4', 'wide.mp4', 'columns.mp4'].map(readPicture));
  const layout = fc.constantFrom(false as const, 'in-memory' as const, 'fragmented' as const);
  const rotation = fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const);
  const film = fc.record({
    layout,
    rotation,
    picture: fc.constantFrom(...pictures),
    frames: fc.integer({ min: 1, max: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(
      film,
      fc.integer({ min: 1, max: 120 }),
      fc.boolean(),
      async (wanted, frameRate, isMov) => {
        const target = new BufferTarget();
        const options = { fastStart: wanted.layout };
        const format = isMov ? new MovOutputFormat(options) : new Mp4OutputFormat(options);
        const output = new Output({ format, target });
        const source = new EncodedVideoPacketSource('avc');
        output.addVideoTrack(source, { frameRate, rotation: wanted.rotation });
        await output.start();
        const { data, decoderConfig, width, height } = wanted.picture;
        // The parameters of the decoder count, not what stands around them.
        const config = { ...decoderConfig, codedWidth: 2 * width, codedHeight: 3 * height };
        for (let frame = 0; frame < wanted.frames; frame += 1) {
          const packet = new EncodedPacket(data, 'key', frame / frameRate, 1 / frameRate);
          await source.add(packet, { decoderConfig: config });
        }
        await output.finalize();
        const report = await checkBytes(new Uint8Array(target.buffer ?? new ArrayBuffer()));
        const isTurned = wanted.rotation % 180 !== 0;
        expect(report).toMatchObject({
          format: isMov ? 'mov' : 'mp4',
          width: isTurned ? height : width,
          height: isTurned ? width : height,
        });
        expect(report.frameRate).toBeCloseTo(frameRate, 1);
        expect(report.duration).toBeCloseTo(wanted.frames / frameRate, 2);
        expect(report.issues.some(({ code }) => code === 'MOOV_NOT_FIRST')).toBe(wanted.layout === false);
      },
    ),
    { numRuns: 60 },
  );
});

it('image-size reads the same of images', async () => {
  const side = fc.integer({ min: 1, max: 5000 });
  await fc.assert(
    fc.asyncProperty(side, side, async (width, height) => {
      // The picture's own bytes are of no matter.
      const bytes = await drawPng(1, 1);
      new DataView(bytes.buffer).setUint32(16, width);
      new DataView(bytes.buffer).setUint32(20, height);
      expect(await checkBytes(bytes)).toMatchObject(PNG.calculate(bytes));
      const photo = readFixture('plain.jpg');
      const frame = Buffer.from(photo).indexOf(Buffer.from([0xff, 0xc0]));
      new DataView(photo.buffer).setUint16(frame + 5, height);
      new DataView(photo.buffer).setUint16(frame + 7, width);
      expect(await checkBytes(photo)).toMatchObject(JPG.calculate(photo));
    }),
  );
});
