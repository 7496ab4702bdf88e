/**
 * A process that calls the API with the credentials of a store on Redis; `two-processes.test.ts` starts it. It is told the
 * time and how many calls to make at once, and tells what became of them.
 */
import { createHash } from 'node:crypto';
import { argv } from 'node:process';
import { createCredentialsSource } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createRedisStore } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { createClient as connect } from 'redis';
import { whoami } from '../whoami.ts';

/** What the process is started with, as JSON. */
export interface Setting {
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly socket: string;
}

/** What it is told. */
export interface Order {
  /** Milliseconds that the time is ahead of the machine's. */
  readonly offset: number;
  readonly calls: number;
}

/** What it tells. */
export interface Outcome {
  /** How many calls gave the user's name. */
  readonly names: number;
  /** The codes of those that failed. */
  readonly failures: readonly string[];
  /** The codes that `onRefreshFailed` was told. */
  readonly refreshFailures: readonly string[];
  /** Of the token that it goes on with, a hash. */
  readonly token: string;
}

/** Names a token without showing it. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 12);
}

if (import.meta.main) {
  const setting: Setting = JSON.parse(argv[2] ?? '');
  const redis = await connect({ socket: { path: setting.socket, tls: false } }).connect();
  let offset = 0;
  let refreshFailures: string[] = [];
  const http = {
    baseUrl: setting.api,
    allowInsecure: true,
    clock: {
      now: () => Date.now() + offset,
      sleep: (milliseconds: number) =>
        new Promise<void>((resolve) => {
          // oxlint-disable-next-line tests/no-real-sleep -- what is waited for happens in another process
          setTimeout(resolve, milliseconds);
        }),
    },
  };
  const source = createCredentialsSource(
    {
      clientId: setting.clientId,
      clientSecret: setting.clientSecret,
      redirectUri: 'https://app.example/callback',
      client: createClient(http),
    },
    {
      key: 'mika',
      store: createRedisStore((command) => redis.sendCommand(command)),
      onRefreshFailed: ({ error }) => refreshFailures.push(error.code),
    },
  );
  const client = createClient({ ...http, credentials: source });

  const carryOut = async (order: Order): Promise<Outcome> => {
    ({ offset } = order);
    refreshFailures = [];
    const calls = await Promise.allSettled(Array.from({ length: order.calls }, () => whoami(client)));
    return {
      names: calls.filter((call) => call.status === 'fulfilled' && call.value === 'mika').length,
      failures: calls.flatMap((call) =>
        call.status === 'rejected'
          ? [isThreadsError(call.reason) ? call.reason.code : String(call.reason)]
          : [],
      ),
      refreshFailures,
      token: await source().then(
        ({ accessToken }) => fingerprint(accessToken),
        (error: unknown) => String(error),
      ),
    };
  };
  process.on('message', (order: Order) => {
    void carryOut(order).then((outcome) => process.send?.(outcome));
  });
  process.on('disconnect', () => {
    redis.destroy();
  });
  process.send?.('ready');
}
