import type { AppOptions } from './app-options.ts';
import type { Behaviour } from './behaviour.ts';
import type { EmulatorClock } from './clock.ts';
import type { WebhookOptions } from './events/webhook-options.ts';
import type { MediaFetchOptions } from './media/media-options.ts';
import type { UserSeed } from './seed.ts';
import type { Duration, Processing } from './settings.ts';
import type { EmulatorSnapshot } from './state/snapshot.ts';

/**
 * How an emulator is set up.
 *
 * @category Start
 */
export interface EmulatorOptions {
  /** Scheme and host of `paging.next` and the like. Default: those of each request's URL. */
  readonly origin?: string;
  /** The app that clients are. Default: an app with generated credentials and `http://localhost:3000/callback`. */
  readonly app?: Partial<AppOptions>;
  /** The state to start with, as `emulator.snapshot()` gave it; `users` and `seed` are part of it and not given besides. */
  readonly snapshot?: EmulatorSnapshot;
  /** Who is on this Threads, with their posts. Default: `threads_dev` with a few posts, and `reader`, who answers them. */
  readonly users?: readonly UserSeed[];
  /** Default: the machine's clock. */
  readonly clock?: EmulatorClock;
  /** Ids, tokens and numbers are the same for the same seed. Default 1. */
  readonly seed?: number;
  /**
   * Milliseconds until a container of a kind is `FINISHED`; `{ min, max }` draws them from the seed.
   * Default: text 300, image 1000, video 5000, carousel 1000.
   */
  readonly processing?: Partial<Processing>;
  /** Milliseconds that every call takes, slept on the clock; `{ min, max }` draws them from the seed. Default 0. */
  readonly latency?: Duration;
  /** Milliseconds until a post shows up in lists and searches; by its id it can be read at once. Default 0. */
  readonly readingLag?: number;
  /** How it behaves where the evidence about the real API is split. Default: as is supported best. */
  readonly behaviour?: Partial<Behaviour>;
  /** The app's webhook and how it is told of events. Nothing is sent before `subscribeWebhooks` of the emulator. */
  readonly webhooks?: WebhookOptions;
  /**
   * How images and videos of new containers are judged. `'trust'`: by the address alone, nothing is fetched. `'fetch'`,
   * or how to fetch: they are downloaded, also from this machine, and held against Meta's limits. Default `'trust'`.
   */
  readonly media?: 'trust' | 'fetch' | MediaFetchOptions;
}
