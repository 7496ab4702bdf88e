import { once } from 'node:events';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { accessibilityFaults, chromiumForTests, overflowsSideways, useBrowser } from '@threads-sdk/browser';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readyPrograms } from '../playground/programs.ts';
import { site } from './pages.ts';

const chromium = await chromiumForTests();

// From the disk: the site has to work without a server.
const address = pathToFileURL(`${site}/documents/playground.html`).href;

describe.skipIf(chromium === undefined)('the playground', () => {
  const openTab = useBrowser(chromium);

  // Somebody elsewhere who would hear of a request.
  const asked: (string | undefined)[] = [];
  const stranger = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end();
  });
  let elsewhere = '';
  beforeAll(async () => {
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    elsewhere = `http://127.0.0.1:${Object(stranger.address()).port}`;
  });
  afterAll(() => stranger.close());

  async function open(page: Page): Promise<Page> {
    await page.goto(address);
    return page;
  }

  /** Runs a program, and gives what the page says of it in the end. */
  async function run(page: Page, program?: string): Promise<{ state: string; output: string }> {
    if (program !== undefined) await page.getByLabel('JavaScript').fill(program);
    await page.getByRole('button', { name: 'Run' }).click();
    const state = page
      .locator('#playground-state')
      .filter({ hasNotText: 'Running' })
      .filter({ hasText: /./ });
    await state.waitFor();
    return { state: await state.innerText(), output: await page.locator('#playground-output').innerText() };
  }

  it('runs a program that was edited, shows its post on the timeline, and asks nobody for anything', async () => {
    const page = await openTab();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await open(page);
    const loaded = requests.length;
    expect(requests.filter((url) => !/^(?:file|data):/.test(url))).toEqual([]);

    const editor = page.getByLabel('JavaScript');
    await editor.fill(
      (await editor.inputValue()).replace('Hello from my browser', 'Edited, and read by a test'),
    );
    const { state, output } = await run(page);
    expect({ state, output }).toEqual({
      state: 'The program has ended.',
      output: expect.stringMatching(/^Published: \d+\n$/),
    });
    expect(await page.locator('#playground-timeline').innerText()).toBe(
      'alice\n\nEdited, and read by a test',
    );
    expect(await page.locator('#playground-calls').innerText()).toContain('publishContainer: 200');
    // The scripts of the worker are texts of the page.
    expect(requests.slice(loaded).filter((url) => !url.startsWith('blob:'))).toEqual([]);
  });

  it('has programs that all work', async () => {
    const page = await open(await openTab());
    for (const { name, title } of readyPrograms) {
      await page.getByLabel('Program', { exact: true }).selectOption(name);
      const { state, output } = await run(page);
      expect([title, state]).toEqual([title, 'The program has ended.']);
      expect(output).not.toBe('');
    }
  });

  it('shows a carousel, a reply and what was lost', async () => {
    const page = await open(await openTab());
    await page.getByLabel('Program', { exact: true }).selectOption('carousel');
    await run(page);
    const timeline = await page.locator('#playground-timeline > li').allInnerTexts();
    expect(timeline.map((post) => post.replaceAll(/\s+/g, ' '))).toEqual([
      'alice Three days in Kyoto Picture: Raked gravel Picture: A bowl of tea Video: A walk along the river',
      'alice replied More tomorrow.',
    ]);
    await page.getByLabel('Program', { exact: true }).selectOption('fault');
    expect((await run(page)).output).toContain('Posts: 1');
    expect(await page.locator('#playground-timeline > li').count()).toBe(1);
  });

  it('shows an error with its line', async () => {
    const page = await open(await openTab());
    for (const [program, line, text] of programsWithErrors) {
      const { state, output } = await run(page, program);
      expect([program, state]).toEqual([program, `The program failed in line ${line}.`]);
      expect(output).toContain(`Line ${line}: `);
      expect(output).toContain(text);
    }
  });

  it('stops a loop without an end by itself after three seconds, and any program by its button', async () => {
    const page = await openTab();
    await page.clock.install();
    await open(page);
    await page
      .getByLabel('JavaScript')
      .fill("console.log('begun');\nsetTimeout(() => { for (;;); });\nawait new Promise(() => {});");
    await page.getByRole('button', { name: 'Run' }).click();
    await page.locator('#playground-output', { hasText: 'begun' }).waitFor();
    await page.clock.fastForward(2500);
    expect(await page.locator('#playground-state').innerText()).toBe('Running');
    await page.clock.fastForward(1000);
    await page.locator('#playground-state', { hasText: 'did not let go for 3 seconds' }).waitFor();

    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await page.locator('#playground-state').innerText()).toBe('Stopped.');
    await page.getByLabel('Program', { exact: true }).selectOption('publish');
    expect((await run(page)).state).toBe('The program has ended.');
  });

  it('stops a loop that prints without an end too, and shows the beginning of what it prints', async () => {
    const page = await openTab();
    await page.clock.install();
    await open(page);
    await page.getByLabel('JavaScript').fill("for (;;) console.log('again and again');");
    await page.getByRole('button', { name: 'Run' }).click();
    await page.locator('#playground-output', { hasText: 'and more, which is not shown' }).waitFor();
    await page.clock.fastForward(3500);
    await page.locator('#playground-state', { hasText: 'did not let go for 3 seconds' }).waitFor();
    const { output } = await run(page, "console.log('x'.repeat(1e6)); console.log('y');");
    expect(output).toHaveLength(100_033);
  });

  it('lets no program ask somebody elsewhere', async () => {
    const page = await open(await openTab());
    for (const program of programsThatAsk(elsewhere)) {
      const { state } = await run(page, program);
      expect([program, state]).toEqual([program, expect.stringMatching(/^The program failed/)]);
    }
    expect(asked).toEqual([]);
  });

  it('prints no token', async () => {
    const page = await open(await openTab());
    const { output } = await run(
      page,
      "import { createEmulator } from '@threads-sdk/emulator';\nconst e = createEmulator({ users: [{ username: 'alice' }] });\nconst { accessToken, ...rest } = e.issueToken({ username: 'alice' });\nconsole.log(accessToken, { accessToken, ...rest });\nthrow new Error(accessToken);",
    );
    expect(output).toContain('[redacted]');
    expect(output).toContain('userId');
    expect(output).not.toMatch(/TH[\w-]{20}/);
  });

  it('can be used by keyboard alone: Tab leaves the program, Ctrl and Enter run it', async () => {
    const page = await open(await openTab());
    await page.getByLabel('JavaScript').focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('#playground-timeline', { hasText: 'Hello from my browser' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').innerText()).toBe('Run');
  });

  it('can be read by everybody, light and dark, and fits on a phone', async () => {
    const page = await open(await openTab({ bypassCSP: true, viewport: { width: 360, height: 740 } }));
    await page.getByLabel('Program', { exact: true }).selectOption('carousel');
    await run(page);
    const faults = (await accessibilityFaults(page)).filter(
      (fault) => !/^nested-interactive: (?:.+ > )?summary(?:\[data-key="[^"]+"\])?$/.test(fault),
    );
    expect(faults).toEqual([]);
    expect(await overflowsSideways(page)).toBe(false);
  });

  it('stands on the home too', async () => {
    const page = await openTab();
    await page.goto(pathToFileURL(`${site}/index.html`).href);
    expect((await run(page)).state).toBe('The program has ended.');
  });
});

/** Programs with an error, its line, and what is said of it. */
const programsWithErrors: readonly (readonly [program: string, line: number, text: string])[] = [
  ['const a = 1;\nconst b = ;', 2, 'SyntaxError'],
  ["import {\n  publish,\n} from 'threads-sdk';\n\nawait publish();", 5, ''],
  ['const a = 1;\n\nnothing.at.all();', 3, 'nothing is not defined'],
  // A promise that nobody awaits.
  ['void (async () => {\n  throw new Error("late");\n})();', 2, 'late'],
  ["\nimport { publsh } from 'threads-sdk';", 2, "'threads-sdk' exports no publsh"],
  ["import { readFile } from 'node:fs';", 1, "There is no 'node:fs' in this page"],
  // Of modules without a name that is imported by it.
  ["import fs from 'left-pad';", 1, 'import'],
];

/** Every way to ask somebody that a worker has. */
function programsThatAsk(to: string): readonly string[] {
  const failed = 'await new Promise((_, fail) => (it.onerror = () => fail(new Error("closed"))));';
  return [
    `await fetch('${to}');`,
    `await import('${to}');`,
    `importScripts('${to}');`,
    `const it = new XMLHttpRequest(); it.open('GET', '${to}', false); it.send();`,
    `const it = new WebSocket('${to.replace('http', 'ws')}'); ${failed}`,
    `const it = new EventSource('${to}'); ${failed}`,
    `const it = new Worker(URL.createObjectURL(new Blob(["importScripts('${to}')"]))); ${failed}`,
  ];
}
