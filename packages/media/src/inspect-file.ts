import { detectType, mediaTypes } from '@threads-sdk/internal';
import { inspectImage } from './image.ts';
import type { DraftReport, MediaReport } from './media-report.ts';
import type { MediaFile } from './media-file.ts';
import { Stop } from './stop.ts';
import { inspectVideo } from './video.ts';

/**
 * Finds out what a file is and what is wrong with it, and adds it to the report.
 *
 * @param expected what it is to be posted as
 * @throws {Stop} if nothing more can be found out; what was found before is in the report
 */
export async function inspectFile(
  file: MediaFile,
  expected: MediaReport['kind'],
  report: DraftReport,
): Promise<void> {
  const contentType = file.contentType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (contentType !== '') report.contentType = contentType;
  const type = detectType(await file.read(0, 64));
  if (type.kind === undefined) {
    if (type.isFilm) report.kind = 'video';
    const taken = { image: 'JPEG and PNG', video: 'MP4 and MOV' };
    const wanted = expected ? taken[expected] : `${taken.image}, ${taken.video}`;
    throw new Stop('TYPE_UNSUPPORTED', `is ${type.name}; Meta takes ${wanted}`);
  }
  report.kind = type.kind;
  report.format = type.format;
  if (expected !== undefined && expected !== type.kind)
    throw new Stop('KIND_MISMATCH', `is ${withArticle(type.kind)}, not ${withArticle(expected)}`);
  if (contentType !== '' && !mediaTypes[type.format].includes(contentType))
    report.warnings.push({
      code: 'CONTENT_TYPE',
      message: `is declared as ${contentType}, though it is ${type.format}`,
    });
  await (type.kind === 'image' ? inspectImage(file, type.format, report) : inspectVideo(file, report));
}

function withArticle(kind: 'image' | 'video'): string {
  return kind === 'image' ? 'an image' : 'a video';
}
