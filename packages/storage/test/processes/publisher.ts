/** A process that publishes pictures of the disk, all that it is given; `killed.test.ts` starts it and kills it, again and again. */
import { argv } from 'node:process';
import { createClient } from '@threads-sdk/core-http/fetch';
import { credentialsFromJson } from '@threads-sdk/credentials';
import { publish } from '@threads-sdk/publish';
// @boundaries-ignore a tool of tests has one home
import { createFastClock, type FastTime } from '../../../publish/test/processes/fast-clock.ts';
// @boundaries-ignore a tool of tests has one home
import { openStores } from '../../../publish/test/processes/stores.ts';
import { createS3Storage, type S3StorageOptions } from '../../src/index.ts';
import { openFile } from '../../src/node.ts';

/** A post, by what tells it from all others. */
export interface Job {
  readonly key: string;
  /** The paths of its pictures. */
  readonly files: readonly string[];
}

/** What the process is started with, as JSON. */
export interface Setting {
  readonly api: string;
  readonly credentials: string;
  readonly storage: S3StorageOptions;
  /** The path of the journal. */
  readonly sqlite: string;
  readonly time: FastTime;
  readonly jobs: readonly Job[];
}

if (import.meta.main) {
  const { api, credentials, jobs, sqlite, storage: options, time }: Setting = JSON.parse(argv[2] ?? '');
  const { journal } = await openStores({ sqlite });
  const storage = createS3Storage(options);
  const client = createClient({
    baseUrl: api,
    allowInsecure: true,
    credentials: credentialsFromJson(credentials),
    clock: createFastClock(time),
  });
  process.on('disconnect', () => process.exit());
  process.send?.('begun');
  const left = jobs.values();
  const work = async (): Promise<void> => {
    for (const { files, key } of left) {
      const media = await Promise.all(files.map(async (file) => ({ image: await openFile(file) })));
      const { id } = await publish(client, { text: key, media }, { idempotencyKey: key, journal, storage });
      process.send?.([key, id]);
    }
  };
  await Promise.all([work(), work(), work()]);
  process.send?.('done', () => process.disconnect());
}
