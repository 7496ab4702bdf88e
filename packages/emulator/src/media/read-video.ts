import { lettersAt, longAt } from './boxes.ts';
import { readByteStream, type ByteStream } from './byte-stream.ts';
import { readFilm, type Film } from './film.ts';
import { addFragment } from './fragments.ts';
import type { VideoFacts } from './judge-video.ts';
import { countOf, durationOf, usualLength } from './samples.ts';

// The index of a film of five minutes has some hundred kilobytes.
const maxIndexBytes = 2 ** 26;

/**
 * Reads the facts of an MP4 or MOV, and of the file as little as they need: its index, and the heads of all fragments.
 *
 * @param size - Bytes of the whole file. Where they are not known, more is read, to see that nothing is missing.
 * @returns The facts; `undefined` for a film without pictures.
 * @throws {RangeError} if it is neither, or is broken or cut off.
 * @throws {unknown} what the stream throws.
 */
export async function readVideo(
  body: ReadableStream<Uint8Array>,
  size: number | undefined,
): Promise<VideoFacts | undefined> {
  const stream = readByteStream(body);
  let indexFirst = true;
  let film: Film | undefined;
  for await (const { type, length } of boxesOf(stream, size)) {
    // An empty one only keeps a place free.
    const isData = type === 'mdat' && length > 0;
    if (type === 'moov' && film === undefined) {
      film = readFilm(await contentOf(stream, length));
      if (!indexFirst) return factsOf(film, indexFirst);
    } else if (film === undefined) {
      indexFirst &&= !isData;
    } else if (film.fragments !== undefined) {
      if (type === 'moof') addFragment(film, await contentOf(stream, length));
    } else if (isData) {
      if (size === undefined && length !== Infinity) await pass(stream, length);
      return factsOf(film, indexFirst);
    }
  }
  if (film?.fragments === undefined) throw new RangeError('It has no index, or ends right after it.');
  return factsOf(film, indexFirst);
}

// Old films of QuickTime have no type in front.
const firstTypes = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

interface BoxHead {
  readonly type: string;
  /** Bytes behind the head; `Infinity`: up to the end of the file. */
  readonly length: number;
}

/** The boxes at the top of a file. What nobody takes of one is passed. */
async function* boxesOf(
  stream: ByteStream,
  size: number | undefined,
): AsyncGenerator<BoxHead, void, undefined> {
  for (let head = await stream.take(8); head.byteLength > 0; head = await stream.take(8)) {
    const isFirst = stream.position() === 8;
    if (isFirst && !firstTypes.includes(lettersAt(head, 4))) throw new RangeError('It is no film.');
    const short = head.getUint32(0);
    const length = short === 0 ? Infinity : short === 1 ? longAt(await stream.take(8), 0) - 16 : short - 8;
    const end = stream.position() + length;
    if (length < 0 || (length !== Infinity && end > (size ?? Infinity)))
      throw new RangeError('A box is shorter than its head, or longer than the file.');
    yield { type: lettersAt(head, 4), length };
    if (length === Infinity) return;
    await pass(stream, end - stream.position());
  }
}

async function pass(stream: ByteStream, length: number): Promise<void> {
  if (!(await stream.skip(length))) throw new RangeError('It is cut off.');
}

async function contentOf(stream: ByteStream, length: number): Promise<DataView> {
  const content = await stream.take(Math.min(length, maxIndexBytes + 1));
  if (content.byteLength > maxIndexBytes) throw new RangeError('Its index is too large.');
  if (content.byteLength < length && length !== Infinity)
    throw new RangeError('It is cut off within its index.');
  return content;
}

function factsOf({ pictures, sound }: Film, indexFirst: boolean): VideoFacts | undefined {
  if (pictures === undefined) return undefined;
  const { samples, timescale, codec, chroma, interlaced, width, height } = pictures;
  const duration = durationOf(samples) / timescale;
  const usual = usualLength(samples);
  return {
    indexFirst,
    edited: pictures.edited || sound?.edited === true,
    codec,
    chroma,
    interlaced,
    width,
    height,
    duration: Math.min(duration, pictures.shown),
    frameRate: duration > 0 ? countOf(samples) / duration : undefined,
    nominalRate: usual > 0 ? timescale / usual : undefined,
    bitRate: duration > 0 ? (samples.bytes * 8) / duration : 0,
    ...(sound === undefined
      ? {}
      : { audio: { codec: sound.codec, sampleRate: sound.sampleRate, channels: sound.channels } }),
  };
}
