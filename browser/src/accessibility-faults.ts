import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * The serious and critical faults that axe finds on a page, one line each: all of them in the light, and in the dark those
 * of colours, since nothing else changes there. The tab must be opened with `bypassCSP`, since pages let no script in.
 */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.addScriptTag({ content: source });
  // Colours must not be on their way from light to dark when they are looked at.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await faultsNow(page, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await faultsNow(page, { runOnly: ['color-contrast', 'link-in-text-block'] });
  return [...light, ...dark.map((fault) => `in the dark, ${fault}`)];
}

async function faultsNow(page: Page, options: RunOptions): Promise<readonly string[]> {
  // Of what passes, it is enough to know that there is something.
  const run = `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })})`;
  const { violations, passes }: AxeResults = await page.evaluate(run);
  if (passes.length === 0) throw new Error('axe has looked at nothing.');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
