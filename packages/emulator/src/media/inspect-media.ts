import { limits } from '../description/limits.ts';
import { download, DownloadError } from './download.ts';
import { judgeImage } from './judge-image.ts';
import { judgeVideo } from './judge-video.ts';
import type { MediaFault } from './media-fault.ts';
import type { MediaFetchOptions, MediaJudgement } from './media-options.ts';

/** Hosts under `.invalid` never exist (RFC 2606): they stand for everything that Meta cannot fetch. */
export function isUnreachable(url: string): boolean {
  return new URL(url).hostname.endsWith('.invalid');
}

/** Says what Meta has against the image at an address: nothing, if it can be posted. */
export async function inspectImage(media: MediaJudgement, url: string): Promise<MediaFault | undefined> {
  if (isUnreachable(url)) return { refusal: 'its host does not exist' };
  return media === 'trust' ? undefined : checkImage(media, url);
}

/** Says what Meta has against the video at an address: nothing, if it can be posted. */
export async function inspectVideo(media: MediaJudgement, url: string): Promise<MediaFault | undefined> {
  if (isUnreachable(url)) return { failure: 'FAILED_DOWNLOADING_VIDEO' };
  return media === 'trust' ? undefined : checkVideo(media, url);
}

async function checkImage(
  options: Required<MediaFetchOptions>,
  url: string,
): Promise<MediaFault | undefined> {
  // Parsers are loaded for those who need them.
  const { readImage } = await import('./read-image.ts');
  const maxBytes = Math.min(options.maxBytes, limits.maxImageBytes.value);
  try {
    return await download(url, { ...options, maxBytes }, async ({ body }) => {
      const facts = readImage(new Uint8Array(await new Response(body).arrayBuffer()));
      return facts === undefined ? { refusal: 'it is neither a JPEG nor a PNG' } : judgeImage(facts);
    });
  } catch (error) {
    if (error instanceof DownloadError) return { refusal: error.message };
    throw error;
  }
}

async function checkVideo(
  options: Required<MediaFetchOptions>,
  url: string,
): Promise<MediaFault | undefined> {
  const { readVideo } = await import('./read-video.ts');
  const maxBytes = Math.min(options.maxBytes, limits.maxVideoBytes.value);
  try {
    return await download(url, { ...options, maxBytes }, async ({ type, size, body }) => {
      // A page in the video's place, such as that of a tunnel.
      if (type.startsWith('text/')) return { failure: 'UNKNOWN' };
      const facts = await readVideo(body, size);
      const failure = facts === undefined ? 'FAILED_PROCESSING_VIDEO' : judgeVideo(facts);
      return failure === undefined ? undefined : { failure };
    });
  } catch (error) {
    if (error instanceof DownloadError) return { failure: 'FAILED_DOWNLOADING_VIDEO' };
    // Of a file that is broken.
    if (error instanceof RangeError) return { failure: 'FAILED_PROCESSING_VIDEO' };
    throw error;
  }
}
