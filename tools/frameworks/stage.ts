import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { findChromium, howToGetChromium, launchChromium } from '../../browser/src/chromium.ts';
import { run, serve } from '../programs.ts';

type Variables = Readonly<Record<string, string>>;
type Browser = Awaited<ReturnType<typeof launchChromium>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

/** Where one example is tried. */
export interface Stage {
  /** The copy of the example. */
  readonly folder: string;
  /** Runs a script of its package.json to the end, and returns what it printed. */
  readonly script: (name: string, variables?: Variables) => Promise<string>;
  /** Starts a script that goes on, and waits until it answers at its address. */
  readonly serve: (name: string, how: Served) => Promise<void>;
  /** Starts an emulator as the guides do, which writes a file of variables; for a `site`, it tells its webhook of everything. */
  readonly startEmulator: (
    file: string,
    how?: { readonly site: string; readonly more?: Variables },
  ) => Promise<ServedThreads>;
  /** What the scripts that go on have printed. */
  readonly output: () => string;
  /** Opens a page of its own. */
  readonly openTab: () => Promise<Page>;
}

/** A delivery as the emulator shows it, as far as it is read here. */
interface Delivery {
  readonly state: string;
}

/** How a script is served. */
interface Served {
  readonly url: string;
  readonly args?: readonly string[] | undefined;
  readonly variables?: Variables;
}

/** An emulator that runs, as a person sees it. */
export interface ServedThreads {
  /** What it wrote into the .env file. */
  readonly variables: Variables;
  /** How often a text is on the timeline. */
  readonly countOnTimeline: (text: string) => Promise<number>;
  /** Waits until the site has answered the verification of its webhook. */
  readonly subscribed: () => Promise<void>;
  /** Waits until the site has taken an event. */
  readonly delivered: () => Promise<void>;
  /** Removes the app as its user, of which Meta tells the site. */
  readonly removeApp: () => Promise<void>;
  /** Puts the emulator back to its beginning, where nobody has logged in. */
  readonly startOver: () => Promise<void>;
}

let browser: Promise<Browser> | undefined;

/** Sets the stage for the example in a folder. */
export function openStage(folder: string): Stage {
  // Nothing that this process runs with leaks into the example, such as NODE_ENV or NODE_OPTIONS.
  const { PATH, HOME, TMPDIR, SystemRoot, APPDATA, LOCALAPPDATA } = process.env;
  const env = { PATH, HOME, TMPDIR, SystemRoot, APPDATA, LOCALAPPDATA, ...quiet };
  const outputs: string[] = [];
  return {
    folder,
    script: (name, variables) =>
      run(process.execPath, ['--run', name], {
        cwd: folder,
        env: { ...env, ...variables },
        timeout: 240_000,
      }),
    serve: async (name, { url, args = [], variables }) => {
      const index = outputs.push('') - 1;
      const onOutput = (output: string): void => void (outputs[index] = output);
      const options = { cwd: folder, env: { ...env, ...variables }, onOutput };
      const ended = serve(process.execPath, ['--run', name, '--', ...args], /(?!)/, options); // each says in other words that it is ready
      await Promise.race([ended, answering(url)]);
    },
    startEmulator: (file, how) => startEmulator(folder, file, how),
    output: () => outputs.join('\n'),
    openTab: async () => {
      browser ??= openBrowser();
      const page = await (await browser).newPage();
      page.setDefaultTimeout(30_000);
      return page;
    },
  };
}

const quiet = {
  ASTRO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
  NO_UPDATE_NOTIFIER: '1',
  WRANGLER_SEND_METRICS: 'false',
};

/** Closes the browser, if one was opened. */
export async function closeStages(): Promise<void> {
  await (await browser)?.close();
}

async function openBrowser(): Promise<Browser> {
  const path = await findChromium();
  if (path === undefined) throw new Error(howToGetChromium);
  return launchChromium(path);
}

/** Finds a port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return address.port;
}

async function answering(url: string): Promise<void> {
  await until(`${url} answers`, async () => {
    await fetch(url, { redirect: 'manual' });
    return true;
  });
}

async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  let why: unknown;
  while (Date.now() < end) {
    try {
      if (await check()) return;
    } catch (error) {
      why = error;
    }
    await sleep(50);
  }
  throw new Error(`It did not come to it within a minute that ${what}.`, { cause: why });
}

async function startEmulator(
  folder: string,
  file: string,
  { site, more = {} }: { readonly site?: string; readonly more?: Variables } = {},
): Promise<ServedThreads> {
  const path = join(folder, file);
  // What is in the file already has to stay.
  writeFileSync(
    path,
    Object.entries(more)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const program = join(folder, '../../node_modules/@threads-sdk/emulator/dist/bin/threads-emulator.js');
  const webhook = ['--webhook', `${site}/webhook`, '--verify-token', 'a-word-of-yours'];
  const callbacks = ['--redirect-uri', `${site}/callback`, '--deauthorize-url', `${site}/deauthorize`];
  const options = site === undefined ? [] : [...callbacks, ...webhook];
  const url = await serve(
    process.execPath,
    [program, '--port', '0', '--write-env', file, ...options],
    /^Threads emulator on (\S+)$[^]*^Stop with/m,
    { cwd: folder },
  );
  const read = async (address: string): Promise<string> => {
    const answer = await fetch(`${url}${address}`);
    if (!answer.ok) throw new Error(`${address} answered with ${answer.status}.`);
    return answer.text();
  };
  const control = async (command: string, body: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await fetch(`${url}/__emulator/control/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The emulator refuses ${command}: ${await answer.text()}`);
  };
  return {
    variables: Object.fromEntries(
      Object.entries(parseEnv(readFileSync(path, 'utf8'))).map(([name, value = '']) => [name, value]),
    ),
    countOnTimeline: async (text) => (await read('/@threads_dev')).split(text).length - 1,
    subscribed: () =>
      until('the webhook is subscribed', async () => {
        const answer = await fetch(`${url}/__emulator/control/subscription`);
        return JSON.stringify(await answer.json()).includes(`${site}/webhook`);
      }),
    delivered: () =>
      until('Threads has told the site of a post', async () => {
        const { deliveries }: { deliveries: readonly Delivery[] } = JSON.parse(
          await read('/__emulator/control/deliveries'),
        );
        return deliveries.some(({ state }) => state === 'delivered');
      }),
    removeApp: () => control('deauthorize', { username: 'threads_dev' }),
    startOver: () => control('reset', {}),
  };
}
