import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { afterAll, beforeAll } from 'vitest';
import { cases, type Case } from './cases.ts';
import { documentedFaults } from './documented-faults.ts';
import { inParallel, makeFiles } from './make-files.ts';
import { readWithFfprobe, type Reading } from './read-with-ffprobe.ts';

/** The programs that make files and read them. */
export interface Ffmpeg {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

const howToGetFfmpeg =
  'No ffmpeg and ffprobe were found: set FFMPEG and FFPROBE to their paths, or install them (Debian, Ubuntu: sudo apt-get install ffmpeg).';

/**
 * The paths of ffmpeg and ffprobe: `$FFMPEG` and `$FFPROBE`, else those on the PATH. Without them the suite is to be skipped
 * on a person's machine, with a hint; in CI it fails.
 */
export function ffmpegForTests(): Ffmpeg | undefined {
  const programs = { ffmpeg: env['FFMPEG'] ?? 'ffmpeg', ffprobe: env['FFPROBE'] ?? 'ffprobe' };
  if (Object.values(programs).every((path) => spawnSync(path, ['-version']).status === 0)) return programs;
  if (env['CI'] !== undefined) throw new Error(howToGetFfmpeg);
  console.warn(`The corpus of media is skipped. ${howToGetFfmpeg}`);
  return undefined;
}

/** A file that was made. */
export interface MadeFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What is right to say of it. */
  readonly reading: Reading | undefined;
  /** What is wrong with it by Meta's documentation, in the order in which it is told. */
  readonly faults: readonly string[];
}

/** The files of a suite. */
export interface Corpus {
  /** A file of the corpus. Throws what kept it from being made. */
  file(each: Case): MadeFile;
}

/** Makes all files and reads them with ffprobe before the tests of a suite; removes them after these. */
export function useCorpus(programs: Ffmpeg | undefined): Corpus {
  const made = new Map<string, MadeFile | Error>();
  let folder: string | undefined;
  beforeAll(async () => {
    if (programs === undefined) return;
    folder = mkdtempSync(join(tmpdir(), 'threads-sdk-corpus-'));
    const files = await makeFiles(programs.ffmpeg, folder, cases);
    await inParallel(cases, async (each) => {
      const path = files.get(each.what) ?? new Error('It is not there.');
      made.set(each.what, typeof path === 'string' ? await readFile(programs, each, path) : path);
    });
  }, 600_000);
  afterAll(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return {
    file: ({ what }) => {
      const file = made.get(what);
      if (file === undefined || file instanceof Error) throw file ?? new Error(`${what} was not made.`);
      return file;
    },
  };
}

async function readFile(
  { ffprobe }: Ffmpeg,
  { differs, isDamaged = false }: Case,
  path: string,
): Promise<MadeFile> {
  const told = await readWithFfprobe(ffprobe, path);
  const reading = told && { ...told, ...differs?.is };
  return {
    bytes: Uint8Array.from(readFileSync(path)),
    reading,
    faults: documentedFaults(reading, isDamaged),
  };
}
