/**
 * How files are downloaded to be checked.
 *
 * @category Serve real media
 */
export interface MediaFetchOptions {
  /** Gets a file; it must not follow redirects itself (`request.redirect` is `'manual'`). Default: the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Most bytes to read of one file. Default and limit: what Meta allows, 8 MB of an image and 1 GB of a video. */
  readonly maxBytes?: number;
  /** Milliseconds of real time for one file, redirects included; 1 to 2 147 483 647. Default 30 000. */
  readonly timeout?: number;
}

/** How media are judged, with every default filled in: by the address alone, or by downloading them. */
export type MediaJudgement = 'trust' | Required<MediaFetchOptions>;

/** Fills in what `EmulatorOptions.media` leaves out. */
export function resolveMedia(media: 'trust' | 'fetch' | MediaFetchOptions = 'trust'): MediaJudgement {
  if (media === 'trust') return media;
  return {
    fetch: (request) => fetch(request),
    maxBytes: Number.POSITIVE_INFINITY,
    timeout: 30_000,
    ...(media === 'fetch' ? {} : media),
  };
}
