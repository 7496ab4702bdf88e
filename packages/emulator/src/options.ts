import type { EmulatorClock } from './clock.ts';
import type { MediaFetchOptions } from './media/media-options.ts';
import type { UserSeed } from './seed.ts';

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** Scheme and host of `paging.next` and the like. Default: those of each request's URL. */
  readonly origin?: string;
  /** The app that clients are. Default: an app with generated credentials and `http://localhost:3000/callback`. */
  readonly app?: Partial<AppOptions>;
  /** Who is on this Threads, with their posts. Default: `threads_dev` with a few posts, and `reader`, who answers them. */
  readonly users?: readonly UserSeed[];
  /** Default: the machine's clock. */
  readonly clock?: EmulatorClock;
  /** Ids, tokens and numbers are the same for the same seed. Default 1. */
  readonly seed?: number;
  /** Milliseconds until a container of a kind is `FINISHED`. Default: text 300, image 1000, video 5000, carousel 1000. */
  readonly processing?: Partial<Processing>;
  /**
   * How images and videos of new containers are judged. `'trust'`: by the address alone, nothing is fetched. `'fetch'`,
   * or how to fetch: they are downloaded, also from this machine, and held against Meta's limits. Default `'trust'`.
   */
  readonly media?: 'trust' | 'fetch' | MediaFetchOptions;
}

/** The app that clients are. */
export interface AppOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Where the consent page may return to; compared exactly. */
  readonly redirectUris: readonly string[];
}

/** Milliseconds until a container of a kind is `FINISHED`. */
export interface Processing {
  readonly text: number;
  readonly image: number;
  readonly video: number;
  readonly carousel: number;
}
