import { metrics } from '@opentelemetry/api';
import type { Clock } from '@threads-sdk/core-http/fetch';
import { callable, issuesOf, notify, refuse } from '@threads-sdk/internal';
import { checkOptions, having } from './check-options.ts';
import { scope, type TelemetryOptions } from './telemetry-options.ts';

/**
 * What is known of an account at this moment; what is not given is not measured.
 *
 * @category Trace and measure
 */
export interface AccountReading {
  /** Your name for the account. It becomes an attribute, so each one is a series: have as many as your backend bears. */
  readonly account: string;
  /** When its token stops working: that of its credentials. */
  readonly expiration?: Date;
  /** How many posts Meta still allows it, such as `total - used` of `whenCanIPost`. */
  readonly postsLeft?: number;
}

/**
 * How accounts are observed.
 *
 * @category Trace and measure
 */
export interface ObserveOptions extends Pick<TelemetryOptions, 'meterProvider'> {
  /** The time that expiration is compared with, default that of the machine. */
  readonly clock?: Pick<Clock, 'now'>;
}

/**
 * Measures accounts whenever metrics are collected: `threads.account.token.left`, the days until the token stops working, which
 * are below 0 once it has, and `threads.account.posts.left`, the posts that Meta still allows. Start OpenTelemetry before.
 *
 * @param read gives the accounts as they are now. It is called once for each collection, so a question to Meta in it is asked that
 *   often. What it throws is printed, and nothing is measured then
 * @param options `meterProvider`, default that which the app has registered; `clock`, default that of the machine
 * @returns a function that ends it
 * @throws {InvalidInputError} if `read` is not a function, or options are not usable
 *
 * @example
 * ```ts
 * import type { Credentials } from '@threads-sdk/credentials';
 * import { observeAccounts } from '@threads-sdk/opentelemetry';
 *
 * export function watchTokens(logins: ReadonlyMap<string, Credentials>): () => void {
 *   return observeAccounts(() =>
 *     [...logins].map(([account, { expiration }]) => ({ account, expiration })),
 *   );
 * }
 * ```
 *
 * @category Trace and measure
 */
export function observeAccounts(
  read: () => Iterable<AccountReading> | Promise<Iterable<AccountReading>>,
  options: ObserveOptions = {},
): () => void {
  refuse('observeAccounts', issuesOf(callable(), read, 'read'));
  const { clock = Date, meterProvider = metrics.getMeterProvider() }: ObserveOptions = checkOptions(
    'observeAccounts',
    options,
    { clock: having('now') },
  );
  const meter = meterProvider.getMeter(scope);
  const days = meter.createObservableGauge('threads.account.token.left', {
    description: 'Days until the token of an account stops working',
    unit: 'd',
  });
  const posts = meter.createObservableGauge('threads.account.posts.left', {
    description: 'How many posts Meta still allows an account',
    unit: '{post}',
  });
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = async (result) => {
    await notify(
      'read of observeAccounts',
      async () => {
        for (const { account, expiration, postsLeft } of await read()) {
          if (expiration) result.observe(days, (expiration.getTime() - clock.now()) / day, { account });
          if (postsLeft !== undefined) result.observe(posts, postsLeft, { account });
        }
      },
      undefined,
    );
  };
  meter.addBatchObservableCallback(observe, [days, posts]);
  return () => meter.removeBatchObservableCallback(observe, [days, posts]);
}

const day = 24 * 60 * 60 * 1000;
