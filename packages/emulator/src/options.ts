import type { EmulatorClock } from './model/clock.ts';
import type { WebhookOptions } from './events/webhook-options.ts';
import type { MediaFetchOptions } from './media/media-options.ts';
import type { UserSeed } from './model/seed.ts';
import type { SettingsChanges } from './model/settings.ts';
import type { EmulatorSnapshot } from './state/snapshot.ts';

/**
 * How an emulator is set up.
 *
 * @category Start
 */
export interface EmulatorOptions extends SettingsChanges {
  /** Scheme and host of `paging.next` and the like. Default: those of each request's URL. */
  readonly origin?: string;
  /** The state to start with, as `emulator.snapshot()` gave it; `users` and `seed` are part of it and not given besides. */
  readonly snapshot?: EmulatorSnapshot;
  /** Who is on this Threads, with their posts. Default: `threads_dev` with a few posts, and `reader`, who answers them. */
  readonly users?: readonly UserSeed[];
  /** Default: the machine's clock. */
  readonly clock?: EmulatorClock;
  /** Ids, tokens and numbers are the same for the same seed. Default 1. */
  readonly seed?: number;
  /** The app's webhook and how it is told of events. Nothing is sent before `subscribeWebhooks` of the emulator. */
  readonly webhooks?: WebhookOptions;
  /**
   * How images and videos of new containers are judged. `'trust'`: by the address alone, nothing is fetched. `'fetch'`,
   * or how to fetch: they are downloaded, also from this machine, and held against Meta's limits. Default `'trust'`.
   */
  readonly media?: 'trust' | 'fetch' | MediaFetchOptions;
}
