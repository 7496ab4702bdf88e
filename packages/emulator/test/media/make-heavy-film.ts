import {
  BufferSource,
  BufferTarget,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { readFixture } from './media-server.ts';

/** A second of 30 frames in H.264, each filled up to this many bytes with the padding that H.264 knows. */
export async function makeHeavyFilm(bytesOfFrame: number): Promise<Uint8Array<ArrayBuffer>> {
  const input = new Input({ source: new BufferSource(readFixture('plain.mp4')), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('plain.mp4 has no pictures.');
  const decoderConfig = await track.getDecoderConfig();
  if (decoderConfig === null) throw new Error('plain.mp4 says nothing of its codec.');
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source, { frameRate: 30 });
  await output.start();
  const first = await new EncodedPacketSink(track).getFirstPacket();
  if (first === null) throw new Error('plain.mp4 has no frame.');
  const data = pad(first.data, bytesOfFrame);
  for (let frame = 0; frame < 30; frame += 1)
    await source.add(new EncodedPacket(data, 'key', frame / 30, 1 / 30), { decoderConfig });
  await output.finalize();
  input.dispose();
  if (target.buffer === null) throw new Error('Nothing was written.');
  return new Uint8Array(target.buffer);
}

// A unit of filler data: its length, its type, padding, and the bit that ends it.
function pad(data: Uint8Array, length: number): Uint8Array {
  const unit = length - data.byteLength - 4;
  const padded = new Uint8Array(length).fill(0xff);
  padded.set(data);
  new DataView(padded.buffer).setUint32(data.byteLength, unit);
  padded[data.byteLength + 4] = 12;
  padded[length - 1] = 0x80;
  return padded;
}
