import type { ByteSource } from './byte-source.ts';
import { judgeImage } from './judge-image.ts';
import { judgeVideo } from './judge-video.ts';
import { imageLimits, videoLimits } from './limits.ts';
import type { MediaFault, MediaWarning } from './media-fault.ts';
import type { MediaReport } from './media-report.ts';
import { readVideo } from './mp4/read-video.ts';
import { readImage } from './read-image.ts';
import { sniff } from './sniff.ts';
import { Stop } from './stop.ts';

/** A report while it is written. */
export type Draft = { -readonly [Key in keyof MediaReport]?: MediaReport[Key] } & {
  faults: MediaFault[];
  warnings: MediaWarning[];
};

/** Reads a file and writes down what there is to say of it. */
export async function inspect(
  source: ByteSource,
  expected: MediaReport['kind'],
  draft: Draft,
): Promise<void> {
  const type = source.contentType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (type !== '') draft.contentType = type;
  const found = sniff(await source.read(0, 64));
  noteSize(source, draft);
  if (found.kind === undefined) {
    const taken = { image: 'JPEG and PNG', video: 'MP4 and MOV' };
    const wanted = expected ? taken[expected] : `${taken.image}, ${taken.video}`;
    throw new Stop('TYPE_UNSUPPORTED', `is ${found.name}; Meta takes ${wanted}`);
  }
  draft.kind = found.kind;
  draft.format = found.format;
  if (expected !== undefined && expected !== found.kind)
    throw new Stop('KIND_MISMATCH', `is ${nameOf(found.kind)}, not ${nameOf(expected)}`);
  if (type !== '' && !typesOf[found.format].includes(type))
    draft.warnings.push({
      code: 'CONTENT_TYPE',
      message: `is served as ${type}, though it is ${found.format}`,
    });
  await (found.kind === 'image' ? inspectImage(source, found.format, draft) : inspectVideo(source, draft));
}

const typesOf: Readonly<Record<NonNullable<MediaReport['format']>, readonly string[]>> = {
  jpeg: ['image/jpeg', 'image/jpg', 'image/pjpeg'],
  png: ['image/png'],
  mp4: ['video/mp4', 'application/mp4', 'video/x-m4v'],
  mov: ['video/quicktime'],
};

async function inspectImage(source: ByteSource, format: 'jpeg' | 'png', draft: Draft): Promise<void> {
  const facts = await readImage(source, format);
  Object.assign(draft, facts);
  note(draft, judgeImage(facts));
  // A server that names no size sends the whole file: the byte behind the last allowed one tells.
  const beyond = source.size() === undefined && (await source.read(imageLimits.bytes, 1)).byteLength > 0;
  noteSize(source, draft);
  if (beyond || (draft.size ?? 0) > imageLimits.bytes)
    draft.faults.push({ code: 'TOO_LARGE', message: 'is larger than 8 MB' });
}

async function inspectVideo(source: ByteSource, draft: Draft): Promise<void> {
  if ((draft.size ?? 0) > videoLimits.bytes)
    draft.faults.push({ code: 'TOO_LARGE', message: 'is larger than 1 GB' });
  const facts = await readVideo(source);
  const { interlaced: _judged, ...pictures } = facts.index?.pictures ?? {};
  Object.assign(draft, pictures, facts.index?.audio && { audio: facts.index.audio });
  note(draft, judgeVideo(facts));
  noteSize(source, draft);
}

function note(draft: Draft, { faults, warnings }: Pick<MediaReport, 'faults' | 'warnings'>): void {
  draft.faults.push(...faults);
  draft.warnings.push(...warnings);
}

function noteSize(source: ByteSource, draft: Draft): void {
  const size = source.size();
  if (size !== undefined) draft.size = size;
}

function nameOf(kind: 'image' | 'video'): string {
  return kind === 'image' ? 'an image' : 'a video';
}
