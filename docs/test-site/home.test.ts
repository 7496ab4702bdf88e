import { globSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { describe, expect, it } from 'vitest';
import { readGuideGroups } from '../typedoc/guide-groups.ts';
import { readPages, site, textOf } from './pages.ts';

const chromium = await chromiumForTests();
const address = pathToFileURL(`${site}/index.html`).href;
const guides = globSync('*.md', { cwd: fileURLToPath(new URL('../guides', import.meta.url)) });

describe('the home', () => {
  it('has every guide, in its group', () => {
    const home = readPages().get('index.html');
    const links = home?.querySelectorAll('.col-content a[href]').map((link) => link.getAttribute('href'));
    expect(guides.filter((guide) => !links?.includes(`documents/${guide.replace('.md', '.html')}`))).toEqual(
      [],
    );
    const text = home === undefined ? '' : textOf(home);
    expect(readGuideGroups().map(({ title }) => title)).toEqual([
      'Start',
      'Publish',
      'Read',
      'Listen',
      'Run',
      'Move',
      'Reference',
    ]);
    for (const { title } of readGuideGroups()) expect(text).toContain(title);
  });

  it('shows no comment that is for the search', () => {
    const pages = [...readPages()];
    // A program may have comments of its own.
    for (const [, page] of pages) for (const program of page.querySelectorAll('pre')) program.remove();
    const shown = pages.filter(([, page]) => /<!--|Search: \w+, /.test(textOf(page)));
    expect(shown.map(([path]) => path)).toEqual([]);
  });
});

describe.skipIf(chromium === undefined)('the home in a browser', () => {
  const openTab = useBrowser(chromium);

  it('says in one screen what it is for, how it is installed, and where to try it', async () => {
    const page = await openTab({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    for (const text of ['Post to Threads', 'npm install threads-sdk', 'Try it here'])
      expect((await page.locator('.col-content').getByText(text).first().boundingBox())?.y).toBeLessThan(750);
  });

  it('has a line for each way to install, by mouse and by keyboard', async () => {
    const page = await openTab();
    await page.goto(address);
    const shown = (): Promise<readonly string[]> => page.locator('.install pre:visible code').allInnerTexts();
    expect(await shown()).toEqual(['npm install threads-sdk']);
    for (const [name, line] of [
      ['pnpm', 'pnpm add threads-sdk'],
      ['Yarn', 'yarn add threads-sdk'],
      ['Bun', 'bun add threads-sdk'],
      ['Deno', 'deno add npm:threads-sdk'],
      [
        'Terminal',
        expect.stringMatching(/^npx threads-sdk emulator .*\nnpx threads-sdk post "Hello" --emulator /),
      ],
    ] as const) {
      await page.locator('.install label', { hasText: new RegExp(`^${name}$`) }).click();
      expect(await shown()).toEqual([line]);
    }
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).toEqual(['deno add npm:threads-sdk']);
  });

  it('has its groups in the navigation', async () => {
    const page = await openTab({ viewport: { width: 1280, height: 900 } });
    await page.goto(address);
    const groups = page.locator(
      '.tsd-navigation > ul > li > details > summary, .tsd-navigation > .tsd-small-nested-navigation > li > details > summary',
    );
    await groups.first().waitFor();
    expect((await groups.allInnerTexts()).map((text) => text.trim())).toEqual(
      readGuideGroups().map(({ title }) => title),
    );
  });
});
