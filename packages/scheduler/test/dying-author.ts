/** A process that schedules a post with a file, and is killed when the file is uploaded and the post is not written yet. */
import { argv, kill, pid } from 'node:process';
import { createS3Storage, type S3StorageOptions } from '@threads-sdk/storage';
import { openScheduler, schedulePost } from '../src/index.ts';
import { jpeg } from './pictures.ts';

/** What the process is given, as JSON. */
export interface Author {
  readonly database: string;
  readonly at: string;
  readonly storage: S3StorageOptions;
}

if (import.meta.main) {
  const { at, database, storage: options }: Author = JSON.parse(argv[2] ?? '');
  const storage = createS3Storage(options);
  const scheduler = await openScheduler({
    database,
    accounts: () => {
      throw new Error('Nothing is published here.');
    },
    storage: {
      open: async (posts, more) => {
        const files = await storage.open(posts, more);
        return {
          ...files,
          upload: async (report) => {
            await files.upload(report);
            kill(pid, 'SIGKILL');
          },
        };
      },
    },
  });
  const post = { text: 'The gate', media: [{ image: jpeg('gate') }] };
  await schedulePost(scheduler, { account: 'mika', key: '1', post, at });
}
