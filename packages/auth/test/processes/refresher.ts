/**
 * A process that refreshes whatever is due in a store on Redis; `killed-processes.test.ts` starts eight of them, and kills
 * some. It is told by how much its clock jumps, and tells when it has nothing left to do.
 */
import { argv } from 'node:process';
import { createCredentialsSource, refreshDueCredentials } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createRedisStore } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { createClient as connect } from 'redis';

/** What the process is started with, as JSON. */
export interface RefresherSetting {
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly socket: string;
  /** The time when it starts, in milliseconds since 1970. */
  readonly time: number;
  /** The accounts in the order in which this process looks at them. */
  readonly keys: readonly string[];
  /** Whether a sweep goes through them, or a source for each is asked for its credentials. */
  readonly by: 'sweep' | 'sources';
}

/** How much faster than real time the clocks of the processes go. */
const pace = 4;

/** What it tells: the accounts that failed, and why. */
export type Failed = Readonly<Record<string, string>>;

function codeOf(error: unknown): string {
  return isThreadsError(error) ? error.code : String(error);
}

if (import.meta.main) {
  const setting: RefresherSetting = JSON.parse(argv[2] ?? '');
  const redis = await connect({ socket: { path: setting.socket, tls: false } }).connect();
  let { time } = setting;
  const begun = Date.now();
  const clock = {
    now: () => time + (Date.now() - begun) * pace,
    sleep: (milliseconds: number) =>
      new Promise<void>((resolve) => {
        // oxlint-disable-next-line tests/no-real-sleep -- what is waited for happens in another process
        setTimeout(resolve, milliseconds / pace);
      }),
  };
  const app = {
    clientId: setting.clientId,
    clientSecret: setting.clientSecret,
    redirectUri: 'https://app.example/callback',
    client: createClient({ baseUrl: setting.api, allowInsecure: true, clock }),
  };
  const store = createRedisStore((command) => redis.sendCommand(command));
  const failed: Record<string, string> = {};

  const sweep = async (): Promise<void> => {
    const { keys } = setting;
    const summary = await refreshDueCredentials(app, { store, keys, concurrency: 4, spread: 0 });
    for (const { key, error } of summary.failed) failed[key] = codeOf(error);
  };
  const askSources = async (): Promise<void> => {
    const keys = setting.keys.values();
    const work = async (): Promise<void> => {
      for (const key of keys) {
        const source = createCredentialsSource(app, {
          store,
          key,
          onRefreshFailed: ({ error }) => {
            failed[key] = codeOf(error);
          },
        });
        await source();
      }
    };
    await Promise.all(Array.from({ length: 4 }, work));
  };

  process.on('message', (jump: number) => {
    time += jump;
  });
  process.on('disconnect', () => {
    redis.destroy();
  });
  await (setting.by === 'sweep' ? sweep() : askSources());
  process.send?.(failed);
}
