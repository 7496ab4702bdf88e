import { expect, it } from 'vitest';
import { getPost, listPosts, schedulePost, type SchedulerEvent } from '../src/index.ts';
import { makePlace, openStage } from './stage.ts';

const hour = 3_600_000;

it('puts off what is more than Meta allows in a day until the window has moved; nothing fails, and no container expires', async () => {
  const place = await makePlace();
  const stage = await openStage({ database: place.database, usernames: ['mika', 'ana'] });
  const start = stage.clock.now();
  const due = (nth: number): Date => new Date(start + nth * 180_000); // 15 hours in all
  for (let nth = 0; nth < 300; nth += 1) {
    const post = nth % 10 === 0 ? picture(nth) : { text: `Post ${nth}` };
    await schedulePost(stage.scheduler, { account: 'mika', key: `${nth}`, post, at: due(nth) });
  }
  const late: number[] = [];
  const pauses: SchedulerEvent[] = [];
  await stage.workUntil((event) => {
    if (event.type === 'paused') pauses.push(event);
    if (event.type === 'published') late.push(event.late);
    return late.length === 300;
  }, 20_000);
  expect(pauses.length).toBeGreaterThan(0);
  for (const pause of pauses) expect(pause).toMatchObject({ account: 'mika', reason: 'quota' });
  // By the first of the 250 that leaves the window.
  expect(Number(Object(pauses[0]).until) - start).toBeGreaterThan(24 * hour);
  expect(late.filter((each) => each < hour)).toHaveLength(250);
  expect(Math.max(...late)).toBeLessThan(25 * hour);
  const texts = stage.textsOf('mika');
  expect(new Set(texts).size).toBe(300);
  for await (const { account, key } of listPosts(stage.scheduler)) {
    const { history } = await getPost(stage.scheduler, { account, key });
    const names = new Set(history.map(({ event }) => event));
    // It waits before it is begun: so no container waits for the window.
    const begun = history.find(({ event }) => event === 'begun')?.at.getTime() ?? Number.NaN;
    const published = history.find(({ event }) => event === 'published')?.at.getTime() ?? Number.NaN;
    expect([names.has('parked'), published - begun < hour]).toEqual([false, true]);
  }
  await stage.close();
  await place.remove();
}, 120_000);

function picture(nth: number): {
  readonly text: string;
  readonly media: readonly { readonly image: string }[];
} {
  return { text: `Post ${nth}`, media: [{ image: 'https://example.com/a.jpg' }] };
}
