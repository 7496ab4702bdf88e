import { execFile } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import description from '@threads-sdk/openapi' with { type: 'json' };
import { afterAll, describe, expect, it } from 'vitest';
import { checkMedia, mendCommand, type MediaReport } from '../src/index.ts';
import { type Case, cases } from './corpus/cases.ts';
import { ffmpegForTests, useCorpus } from './corpus/corpus.ts';
import { imageRules, videoRules } from './corpus/documented-faults.ts';
import type { Reading } from './corpus/read-with-ffprobe.ts';
import { check, codesOf, served, useMediaServer } from './media-server.ts';

const programs = ffmpegForTests();
const folder = mkdtempSync(`${tmpdir()}/threads-sdk-mended-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const films = cases.filter(({ kind }) => kind === 'video');
const tried = new Set<string>();

describe.skipIf(programs === undefined)('a file of the corpus', () => {
  const server = useMediaServer();
  const corpus = useCorpus(programs);
  const typeOf = ({ kind, extension }: Case): string => `${kind}/${extension}`;
  const addressOf = (each: Case): string => server.answer(served(corpus.file(each).bytes, typeOf(each)));
  const named = (list: readonly Case[]) => list.map((each) => [each.what, each] as const);

  it.each(named(cases))('has the faults that are documented: %s', async (_, each) => {
    const { issues } = await check(addressOf(each), { kind: each.kind });
    expect(codesOf(issues)).toEqual(corpus.file(each).faults);
  });

  it.each(named(cases))('is judged by its bytes as by its address: %s', async (_, each) => {
    const { kind } = each;
    const blob = new Blob([corpus.file(each).bytes], { type: typeOf(each) });
    expect(await checkMedia(blob, { kind })).toEqual(await check(addressOf(each), { kind }));
  });

  it.each(named(cases))('fares with the emulator as is documented: %s', async (_, each) => {
    expect(await outcomeOf(addressOf(each), each.kind)).toBe(expectedOutcome(each, corpus.file(each).faults));
  });

  it.each(named(cases.filter(({ isDamaged = false }) => !isDamaged)))(
    'is read as ffprobe reads it: %s',
    async (_, each) => {
      const { reading } = corpus.file(each);
      const report = await check(addressOf(each), { kind: each.kind });
      expect(report.format).toBe(reading?.format);
      if (reading?.format === undefined) return;
      const facts = factsIn(report);
      expect(facts).toEqual(factsOfFfprobe(reading, facts));
    },
  );

  it.each(named(films))('is mended by one line of ffmpeg, or beyond that: %s', async (what, each) => {
    const { bytes } = corpus.file(each);
    const report = await checkMedia(new Blob([bytes]));
    const { ffmpeg = '' } = programs ?? {};
    const [input, output] = [`${folder}/in.${each.extension}`, `${folder}/out.mp4`];
    const line = mendCommand(report, input, output);
    expect(line === undefined).toBe(report.issues.length === 0 || isBeyondMending(report));
    if (line === undefined || what === 'an edit list that plays two pieces') return; // its pictures are not where its index says
    // The same line for the same codecs does the same.
    const done = `${report.videoCodec} ${report.audio?.codec} ${line}`;
    if (tried.has(done)) return;
    tried.add(done);
    writeFileSync(input, bytes);
    const quick = `ffmpeg() { command '${ffmpeg}' -nostdin -v error -y -threads 1 "$@"; }`;
    await promisify(execFile)('sh', ['-c', `${quick}; ${line}`]);
    const mended = await checkMedia(await openAsBlob(output), { kind: 'video' });
    expect({ line, issues: mended.issues }).toEqual({ line, issues: [] });
    if (report.videoCodec === undefined) return;
    expect(mended.audio === undefined).toBe(report.audio === undefined);
    if (codesOf(report.issues).includes('ASPECT_RATIO')) return;
    // The other side is a whole and even number.
    expect(Math.abs(ratioOf(mended) / ratioOf(report) - 1)).toBeLessThan(
      2 / Math.min(mended.width ?? 0, mended.height ?? 0),
    );
  });

  it.each([
    ...imageRules.map(([fault]) => ['image', fault] as const),
    ...videoRules.map(([fault]) => ['video', fault] as const),
  ])('may be an %s with and without %s', (kind, fault) => {
    const files = cases.filter((each) => each.kind === kind).map((each) => corpus.file(each));
    expect(new Set(files.map(({ faults }) => faults.includes(fault)))).toEqual(new Set([true, false]));
  });
});

it('the table of faults goes by every limit that the description has for files', () => {
  const named = [...imageRules, ...videoRules].flatMap(([, limits]) => limits);
  const ofFiles = Object.keys(description['x-threads-limits']).filter((name) =>
    /^(?:(?:min|max)?(?:Image|Video|Audio)|video|audio)[A-Z]/.test(name),
  );
  // An image is scaled to a width; sound is not known to be refused for its rate; a file of 1 GB is made by no test.
  const others = ['minImageWidthPixels', 'maxImageWidthPixels', 'audioBitsPerSecond', 'maxVideoBytes'];
  expect([...named, ...others].toSorted()).toEqual(ofFiles.toSorted());
});

/** Whether there are no pictures to be mended, as in sound alone. */
function isBeyondMending({ issues, kind }: MediaReport): boolean {
  return kind === undefined || codesOf(issues).some((code) => /^(?:DAMAGED|NO_VIDEO_TRACK)$/.test(code));
}

function ratioOf({ width = 1, height = 1 }: MediaReport): number {
  return width / height;
}

/** What a report tells, by the names of a reading. */
function factsIn(report: MediaReport): Partial<Reading> {
  const { format, width = 0, height = 0, kind, audio, issues } = report;
  if (kind !== 'video') return { format, width, height };
  const { videoCodec, chroma, duration, frameRate, bitRate } = report;
  const codes = codesOf(issues);
  return {
    format,
    indexFirst: !codes.includes('MOOV_NOT_FIRST'),
    ...(videoCodec !== undefined && {
      width,
      height,
      videoCodec,
      duration,
      frameRate,
      bitRate,
      interlaced: codes.includes('INTERLACED'),
      // How others sample their colours is not read.
      ...(/^(?:h264|hevc)$/.test(videoCodec) && { chroma }),
    }),
    ...(audio && {
      'audio.codec': audio.codec,
      'audio.sampleRate': audio.sampleRate,
      'audio.channels': audio.channels,
      'audio.bitRate': audio.bitRate,
    }),
  };
}

/** By which part a number may be off: ffprobe takes the bits per second from what encoders wrote. */
const tolerances: Readonly<Record<string, number>> = { bitRate: 0.01, 'audio.bitRate': 0.03 };

/** What ffprobe tells of the same, with the numbers of the report where they are near enough. */
function factsOfFfprobe(reading: Reading, facts: Partial<Reading>): object {
  const isImage = reading.format === 'jpeg' || reading.format === 'png';
  const names = Object.keys(reading).filter((name) =>
    isImage
      ? /^(?:format|width|height)$/.test(name)
      : !/^(?:size|nominalRate|wholeDuration|\w+Edits)$/.test(name) && (name !== 'chroma' || name in facts),
  );
  const told = names.map((name) => {
    const [ours, theirs]: unknown[] = [Object(facts)[name], Object(reading)[name]];
    const isNear =
      typeof ours === 'number' &&
      typeof theirs === 'number' &&
      // Both round.
      Math.abs(ours - theirs) <= (/bitRate/i.test(name) ? 1 : 0.0006) + (tolerances[name] ?? 0) * theirs;
    return [name, isNear || theirs === 'not compared' ? ours : theirs];
  });
  return Object.fromEntries(told);
}

/** What becomes of a container of the emulator for a file: its status and error, or the subcode that it is refused with. */
async function outcomeOf(address: string, kind: 'image' | 'video'): Promise<string> {
  const emulator = createEmulator({
    media: 'fetch',
    clock: createVirtualClock(),
    users: [{ username: 'mika' }],
  });
  const { accessToken } = emulator.issueToken({ username: 'mika' });
  const call = async (path: string, parameters: Record<string, string>, method = 'GET'): Promise<Answer> => {
    const query = new URLSearchParams({ ...parameters, access_token: accessToken });
    const url = `https://graph.threads.com/v1.0${path}?${query}`;
    return (await emulator.fetch(new Request(url, { method }))).json();
  };
  const media = kind === 'image' ? { image_url: address } : { video_url: address };
  const created = await call('/me/threads', { media_type: kind.toUpperCase(), ...media }, 'POST');
  if (created.error) return `refused ${created.error.error_subcode}`;
  emulator.clock.advance(60_000);
  const { status, error_message } = await call(`/${created.id}`, { fields: 'status,error_message' });
  return error_message === undefined ? String(status) : `${status} ${error_message}`;
}

interface Answer {
  readonly id?: string;
  readonly status?: string;
  readonly error_message?: string;
  readonly error?: { readonly error_subcode: number };
}

/** What a container fails with by the first fault of its medium, where that is not that it cannot be processed. */
const failures: Readonly<Record<string, string>> = {
  ASPECT_RATIO: 'INVALID_ASPEC_RATIO',
  DURATION: 'INVALID_DURATION',
  FRAME_RATE: 'INVALID_FRAME_RATE',
  BIT_RATE: 'INVALID_BIT_RATE',
  AUDIO_CODEC: 'FAILED_PROCESSING_AUDIO',
  AUDIO_SAMPLE_RATE: 'FAILED_PROCESSING_AUDIO',
  AUDIO_CHANNELS: 'INVALID_AUDIO_CHANNELS',
};

function expectedOutcome({ kind }: Case, [fault]: readonly string[]): string {
  if (fault === undefined) return 'FINISHED';
  if (fault in failures) return `ERROR ${failures[fault]}`;
  return kind === 'image' ? 'refused 2207052' : 'ERROR FAILED_PROCESSING_VIDEO';
}
