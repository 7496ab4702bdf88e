import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type Stage } from '../stage.ts';
import { expectEqual } from './expect.ts';

/** A page that counts and splits a draft, and a server that has the token and posts it as a chain. */
export async function tryVite({ folder, script, serve, startEmulator, openTab }: Stage): Promise<void> {
  const port = await freePort();
  const site = `http://localhost:${port}`;
  const [threads] = await Promise.all([startEmulator('.env'), script('typecheck'), script('build')]);
  await serve('start', { url: site, variables: { PORT: `${port}` } });
  const page = await openTab();
  await page.goto(site);
  const text = `A draft in Vite. ${'It is long. '.repeat(50)}`;
  await page.getByRole('textbox', { name: 'Text' }).fill(text);
  expectEqual('The number of parts', await page.getByRole('listitem').count(), 2);
  await page.getByRole('button', { name: 'Post' }).dblclick();
  await page.getByRole('status').filter({ hasText: '2 published' }).waitFor();
  expectEqual('The number of posts', await threads.countOnTimeline('A draft in Vite.'), 1);
  const assets = join(folder, 'dist/assets');
  const code = readdirSync(assets)
    .map((name) => readFileSync(join(assets, name), 'utf8'))
    .join('');
  for (const name of ['THREADS_API_SECRET', 'THREADS_ACCESS_TOKEN', '/oauth/'])
    expectEqual(`Whether the page has '${name}' in it`, code.includes(name), false);
}
