/** A process that takes posts from a queue of BullMQ, as the example does; `bullmq.test.ts` starts it and kills it. */
import { argv } from 'node:process';
import { createRedisStore } from '@threads-sdk/credentials';
import { createClient as createRedis } from 'redis';
import { startWorker } from '../examples/queues/bullmq.ts';

/** What the process is started with, as JSON. */
export interface Setting {
  readonly api: string;
  /** The path of a socket. */
  readonly redis: string;
}

if (import.meta.main) {
  const setting: Setting = JSON.parse(argv[2] ?? '');
  const redis = createRedis({ socket: { path: setting.redis, tls: false } });
  await redis.connect();
  startWorker(
    redis,
    createRedisStore((command) => redis.sendCommand(command)),
    {
      http: { baseUrl: setting.api, allowInsecure: true },
      // That a worker is dead or asleep is noticed within two seconds, not only within a minute as by default.
      lockDuration: 1000,
      stalledInterval: 250,
      drainDelay: 1,
    },
  );
}
