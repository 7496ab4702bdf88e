import {
  Input,
  MP4,
  QTFF,
  ReadableStreamSource,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { channelConfigurationOf, chromaFormatOf } from './codec-details.ts';
import { limits } from '../limits.ts';
import type { AudioFacts, VideoFacts } from './judge-video.ts';

// A video within the limits has fewer frames; one with more has a fault that shows before its end.
const frames = limits.maxVideoSeconds.value * limits.maxVideoFramesPerSecond.value + 1;

/**
 * Reads the facts of an MP4 or MOV, and of the file as little as they need: its index, which may stand at the end.
 *
 * @returns The facts; `undefined` for a file that is neither, is broken, or has no pictures.
 * @throws {unknown} what the stream throws.
 */
export async function readVideo(body: ReadableStream<Uint8Array>): Promise<VideoFacts | undefined> {
  // An error while nobody reads comes again with the next read.
  const source = new ReadableStreamSource(body, { handleUnhandledError: () => undefined });
  const input = new Input({ source, formats: [MP4, QTFF] });
  try {
    if (!(await input.canRead())) return undefined;
    const video = await input.getPrimaryVideoTrack();
    if (video === null) return undefined;
    const audio = await input.getPrimaryAudioTrack();
    return { ...(await readPictures(video)), ...(audio === null ? {} : { audio: await readSound(audio) }) };
  } finally {
    input.dispose();
  }
}

async function readPictures(track: InputVideoTrack): Promise<Omit<VideoFacts, 'audio'>> {
  const codec = (await track.getCodec()) ?? 'unknown';
  // Before the duration, for which it may be too late to go back in the stream.
  const { averagePacketRate, averageBitrate } = await track.computePacketStats(frames);
  const configuration = bytesOf((await track.getDecoderConfig())?.description);
  return {
    codec: codec === 'avc' ? 'h264' : codec,
    chroma: chromaFormatOf(codec, configuration),
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    duration: await track.computeDuration(),
    frameRate: Math.round(averagePacketRate * 100) / 100,
    bitRate: averageBitrate,
  };
}

async function readSound(track: InputAudioTrack): Promise<AudioFacts> {
  const configuration = bytesOf((await track.getDecoderConfig())?.description);
  return {
    codec: (await track.getCodec()) ?? 'unknown',
    sampleRate: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
    standardLayout: channelConfigurationOf(configuration) !== 0,
  };
}

function bytesOf(source: AllowSharedBufferSource | undefined): Uint8Array {
  if (source === undefined) return new Uint8Array();
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
