/** A process that schedules posts in a folder and says each that was acknowledged; `embedded.test.ts` starts it and kills it. */
import { argv, stdout } from 'node:process';
import { openScheduler, schedulePost } from '../src/index.ts';

if (import.meta.main) {
  const [, , database = '', run = ''] = argv;
  const scheduler = await openScheduler({
    database,
    accounts: () => {
      throw new Error('Nothing is published here.');
    },
  });
  const at = new Date('2099-01-01T00:00:00Z');
  for (let nth = 1; ; nth += 1) {
    const key = `${run}-${nth}`;
    await schedulePost(scheduler, { account: 'mika', key, post: { text: key }, at });
    stdout.write(`${key}\n`);
  }
}
