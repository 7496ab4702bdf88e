import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmulatorSnapshot } from '../src/index.ts';
import { type RunningProgram, runProgram, startProgram } from './program.ts';
import { startApp } from './start-app.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
  file = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const post = async (url: string, token: string, text: string): Promise<unknown> => {
  const body = new URLSearchParams({
    media_type: 'TEXT',
    text,
    auto_publish_text: 'true',
    access_token: token,
  });
  const response = await fetch(`${url}/me/threads`, { method: 'POST', body });
  expect(response.status).toBe(200);
  return response.json();
};

const readPosts = async (url: string, token: string): Promise<unknown> => {
  const response = await fetch(`${url}/me/threads?fields=id,text,timestamp&limit=100&access_token=${token}`);
  const { data }: { data?: unknown } = JSON.parse(await response.text());
  return data;
};

describe('an emulator that is started again with its state', () => {
  it('has the time at which its clock was stopped', async () => {
    const clock = async (url: string, change?: object): Promise<unknown> => {
      const response = await fetch(`${url}/__emulator/control/clock`, {
        ...(change && { method: 'POST', body: JSON.stringify(change) }),
        headers: { 'content-type': 'application/json' },
      });
      return response.json();
    };
    let before: unknown;
    {
      await using first = await startProgram(['--state', file]);
      await clock(first.url, { stopped: true });
      before = await clock(first.url, { advance: 86_400_000 });
      await first.end('SIGTERM');
    }
    await using again = await startProgram(['--state', file]);
    expect(await clock(again.url)).toEqual(before);
  });

  it('has the users, posts, tokens and the app of before, and makes new ids', async () => {
    let token = '';
    let before: unknown;
    let app: string | undefined;
    {
      await using first = await startProgram([
        '--state',
        file,
        '--user',
        'alice',
        '--app-secret',
        'mine',
        '--seed',
        '7',
      ]);
      token = first.token('alice');
      await post(first.url, token, 'Hello');
      before = await readPosts(first.url, token);
      app = /App secret +(\S+)/.exec(first.text)?.[1];
      expect(await first.end('SIGTERM')).toEqual([0, null]);
    }
    await using second = await startProgram(['--state', file]);
    expect(await readPosts(second.url, token)).toEqual(before);
    expect(before).toEqual([expect.objectContaining({ text: 'Hello' })]);
    expect([app, /App secret +(\S+)/.exec(second.text)?.[1]]).toEqual(['mine', 'mine']);
    expect(await readPosts(second.url, second.token('alice'))).toEqual(before);

    await post(second.url, token, 'Again');
    const after = await readPosts(second.url, token);
    expect(after).toEqual([
      expect.objectContaining({ text: 'Again' }),
      ...(Array.isArray(before) ? before : []),
    ]);
    expect(new Set(Array.isArray(after) ? after.map(({ id }) => id) : []).size).toBe(2);
  });

  it('adds users who are new, and takes the app from the command line where it says something', async () => {
    {
      await using first = await startProgram(['--state', file, '--user', 'alice', '--app-id', '1']);
      expect(await first.end('SIGTERM')).toEqual([0, null]);
    }
    await using second = await startProgram([
      '--state',
      file,
      '--user',
      'Alice',
      '--user',
      'bob',
      '--app-id',
      '2',
    ]);
    expect([...second.text.matchAll(/^ {2}@(\w+)/gm)].map((match) => match[1])).toEqual(['alice', 'bob']);
    expect(second.text).toMatch(/App id +2\n/);
  });

  it('is as it was set, by whatever way, but for what the command line says', async () => {
    const settings = async (url: string, init?: RequestInit): Promise<unknown> =>
      (await fetch(`${url}/__emulator/control/settings`, init)).json();
    {
      const args = ['--behaviour', 'language=ja', '--processing', 'text=0', '--access', 'standard'];
      await using first = await startProgram(['--state', file, ...args]);
      await settings(first.url, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ readingLag: 40, behaviour: { textLength: 'bytes' } }),
      });
      expect(await first.end('SIGTERM')).toEqual([0, null]);
    }
    const args = ['--behaviour', 'language=en', '--latency', '1', '--deauthorize-url', 'http://localhost/d'];
    await using second = await startProgram(['--state', file, ...args]);
    expect(await settings(second.url)).toMatchObject({
      latency: 1,
      readingLag: 40,
      processing: { text: 0, image: 1000 },
      behaviour: { language: 'en', textLength: 'bytes' },
      app: { access: 'standard', deauthorizeCallbackUrl: 'http://localhost/d' },
    });
  });

  it('has the ids and the secret that were drawn for it, also after it started over', async () => {
    const appOf = ({ text }: { readonly text: string }): unknown =>
      /App id +(\d+)\n +App secret +(\S+)/.exec(text)?.slice(1);
    let app: unknown;
    {
      await using first = await startProgram(['--state', file]);
      app = appOf(first);
      expect(await first.end('SIGTERM')).toEqual([0, null]);
    }
    await using second = await startProgram(['--state', file]);
    expect(appOf(second)).toEqual(app);
    const control = `${second.url}/__emulator/control`;
    await fetch(`${control}/reset`, { method: 'POST', headers: { 'content-type': 'application/json' } });
    const { app: after }: { app?: { clientId: string; clientSecret: string } } = JSON.parse(
      await (await fetch(`${control}/settings`)).text(),
    );
    expect([after?.clientId, after?.clientSecret]).toEqual(app);
  });

  it('has all that it answered a while before it was killed', async () => {
    for (const text of ['One', 'Two', 'Three']) {
      await using running = await startProgram(['--state', file, '--user', 'alice']);
      // The second one comes after the save that follows the start.
      for (const part of ['before', 'after']) {
        await post(running.url, running.token('alice'), `${text}, ${part}`);
        await expect.poll(() => readFileSync(file, 'utf8')).toContain(`${text}, ${part}`);
      }
      expect(await running.end('SIGKILL')).toEqual([null, 'SIGKILL']);
    }
    await using last = await startProgram(['--state', file]);
    expect(await readPosts(last.url, last.token('alice'))).toMatchObject(
      ['Three', 'Two', 'One'].flatMap((text) => [{ text: `${text}, after` }, { text: `${text}, before` }]),
    );
  });

  it('has all up to some moment, if it was killed among many calls', async () => {
    const texts: string[] = [];
    {
      await using running = await startProgram(['--state', file, '--user', 'alice']);
      const token = running.token('alice');
      // Until it is killed, after the second save at the earliest.
      const posting = (async () => {
        for (let index = 0; ; index += 1) {
          await post(running.url, token, `Post ${index}`);
          texts.push(`Post ${index}`);
        }
      })().catch(() => undefined);
      await expect.poll(() => readFileSync(file, 'utf8')).toContain('Post 0');
      await running.end('SIGKILL');
      await posting;
    }
    await using last = await startProgram(['--state', file]);
    const { store }: EmulatorSnapshot = JSON.parse(
      await (await fetch(`${last.url}/__emulator/control/state`)).text(),
    );
    const kept = store.posts.map((record) => ('content' in record ? Object(record.content).text : undefined));
    expect(kept.length).toBeGreaterThan(0);
    expect([...texts, `Post ${texts.length}`].slice(0, kept.length)).toEqual(kept);
  });

  it('has lost nothing, if it was told to end among many calls', async () => {
    const texts: string[] = [];
    {
      await using running = await startProgram(['--state', file, '--user', 'alice']);
      const token = running.token('alice');
      const posts = Array.from({ length: 60 }, async (_, index) => {
        await post(running.url, token, `Post ${index}`);
        texts.push(`Post ${index}`);
        if (texts.length === 20) await running.end('SIGTERM');
      });
      await Promise.allSettled(posts);
    }
    expect(texts.length).toBeGreaterThan(19);
    await using last = await startProgram(['--state', file]);
    const posts = await readPosts(last.url, last.token('alice'));
    expect(posts).toEqual(expect.arrayContaining(texts.map((text) => expect.objectContaining({ text }))));
  });

  it('sends webhooks as it did, but for what the command line says', async () => {
    const webhooksOf = async ({ url }: { readonly url: string }): Promise<unknown> => {
      const state = await fetch(`${url}/__emulator/control/state`);
      const { webhooks }: EmulatorSnapshot = JSON.parse(await state.text());
      return webhooks;
    };
    {
      const how = '--webhook-values object --webhook-duplicates 2 --webhook-retries 0,5';
      await using first = await startProgram(['--state', file, ...how.split(' ')]);
      await first.end('SIGTERM');
    }
    await using second = await startProgram(['--state', file, '--webhook-duplicates', '1']);
    expect(await webhooksOf(second)).toEqual({ valuesShape: 'object', duplicates: 1, retryDelays: [0, 5] });
  });

  it('has the webhook that was subscribed', async () => {
    const app = await startApp();
    try {
      const webhook = ['--webhook', `${app.url}/webhook`, '--verify-token', 'a-word'];
      {
        await using first = await startProgram(['--state', file, '--user', 'alice', ...webhook]);
        await expect.poll(() => first.errors()).toContain('The webhook is subscribed.');
        await expect.poll(() => readFileSync(file, 'utf8')).toContain(`${app.url}/webhook`);
        await first.end('SIGKILL');
      }
      await using second = await startProgram(['--state', file]);
      await post(second.url, second.token('alice'), 'Hello');
      await expect.poll(() => app.received.at(-1)?.text).toContain('"field":"publish"');
      expect(readFileSync(file, 'utf8')).not.toContain('a-word');
    } finally {
      await app.close();
    }
  });

  it('answers as soon as one that keeps nothing, however many posts it keeps', async () => {
    const posts = Array.from({ length: 5000 }, (_, index) => `Post ${index}`);
    const startFull = async (...args: readonly string[]): Promise<RunningProgram> => {
      const running = await startProgram([...args, '--user', 'alice']);
      const user = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const body = JSON.stringify({ username: 'bob', posts });
      await fetch(`${running.url}/__emulator/control/users`, { ...user, body });
      return running;
    };
    await using keeping = await startFull('--state', file);
    await using forgetting = await startFull();
    const tenCalls = async (running: RunningProgram): Promise<readonly number[]> => {
      const path = `/me?access_token=${running.token('alice')}`;
      const times: number[] = [];
      for (let call = 0; call < 10; call += 1) {
        const start = performance.now();
        await fetch(running.url + path);
        times.push(performance.now() - start);
      }
      return times;
    };
    const [times, others]: [number[], number[]] = [[], []];
    for (let round = 0; round < 5; round += 1) {
      times.push(...(await tenCalls(keeping)));
      others.push(...(await tenCalls(forgetting)));
    }
    // A save takes ten times as long as a call, and only a few calls meet one.
    expect(medianOf(times)).toBeLessThan(5 * medianOf(others));
  });

  it.skipIf(process.platform === 'win32')('kept it where nobody else can read it', async () => {
    await using running = await startProgram(['--state', file]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await running.end('SIGTERM')).toEqual([0, null]);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('must not be given another seed', async () => {
    {
      await using first = await startProgram(['--state', file, '--seed', '7']);
      await first.end('SIGTERM');
    }
    const { code, errors } = await runProgram(['--state', file, '--seed', '8']);
    expect({ code, errors }).toEqual({
      code: 1,
      errors: expect.stringContaining('began with --seed 7, not 8'),
    });
  });
});

describe('a file that is no state', () => {
  let wholeState = '';
  beforeAll(async () => {
    const place = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    await using running = await startProgram(['--state', join(place, 'state.json')]);
    await running.end('SIGTERM');
    wholeState = readFileSync(join(place, 'state.json'), 'utf8');
    rmSync(place, { recursive: true });
  });

  it.each([
    ['of another program', () => '{"name":"app","dependencies":{}}', /holds no state of an emulator/],
    ['that is a text', () => 'Dear diary', /holds no state of an emulator/],
    ['that is empty', () => '', /holds no state of an emulator/],
    ['that was cut off', (state: string) => state.slice(0, -100), /is damaged/],
    ['that was cut off early', (state: string) => state.slice(0, 8), /is damaged/],
    ['that an editor put a mark before', (state: string) => `\uFEFF${state}`, /is damaged/],
    ['that was changed', (state: string) => state.replace('threads_dev', 'threads_dov'), /is damaged/],
    ['of another version', (state: string) => state.replace('"version":1', '"version":2'), /another version/],
  ])('%s is refused and left as it is', async (_, make, message) => {
    const text = make(wholeState);
    writeFileSync(file, text);
    const { code, errors } = await runProgram(['--state', file]);
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringMatching(message) });
    expect(errors).toContain(file);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });
});

describe('a place for a state', () => {
  it('has a sentence where there can be no file', async () => {
    const cases = [
      [folder, `${folder} is a folder: name a file`],
      [join(folder, 'none', 'state.json'), `there is no folder ${join(folder, 'none')}: make that first`],
      [join(file, 'state.json'), 'leads through something that is no folder: name another file'],
    ] as const;
    writeFileSync(file, '');
    for (const [path, sentence] of cases) {
      const { code, errors } = await runProgram(['--state', path]);
      expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining(sentence) });
      expect(errors).not.toMatch(/ENO|EIS/);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'is no pipe: it is left as it is, and nothing waits for it',
    async () => {
      const pipe = join(folder, 'pipe');
      const link = join(folder, 'link');
      expect(spawnSync('sh', ['-c', 'mkfifo "$0"', pipe]).status).toBe(0);
      symlinkSync(pipe, link);
      for (const option of ['--state', '--write-env'])
        for (const path of [pipe, link]) {
          expect(await runProgram([option, path])).toEqual({
            code: 1,
            errors: `threads-emulator: ${path} is a device, a pipe or the like: name a file\n`,
          });
        }
      expect(statSync(pipe).isFIFO() && lstatSync(link).isSymbolicLink()).toBe(true);
      expect(readdirSync(folder)).toEqual(['link', 'pipe']);
    },
  );

  it('is not that of the variables too, by whatever name', async () => {
    writeFileSync(file, '');
    const link = join(folder, 'link');
    if (process.platform !== 'win32') symlinkSync(file, link);
    const others = [
      join(folder, '.', 'x', '..', 'state.json'),
      ...(process.platform === 'win32' ? [] : [link]),
    ];
    mkdirSync(join(folder, 'x'));
    for (const other of others) {
      const { code, errors } = await runProgram(['--state', file, '--write-env', other]);
      expect({ code, errors }).toEqual({
        code: 2,
        errors: expect.stringContaining('--write-env and --state name the same file'),
      });
    }
    rmSync(file);
    expect(
      (await runProgram(['--state', file, '--write-env', join(folder, 'x', '..', 'state.json')])).code,
    ).toBe(2);
    expect(existsSync(file)).toBe(false);
  });

  it('may be beside files with similar names, and is left without rests', async () => {
    writeFileSync(`${file}.tmp`, 'mine');
    await using running = await startProgram(['--state', file]);
    await running.end('SIGTERM');
    expect(readFileSync(`${file}.tmp`, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['state.json', 'state.json.tmp']);
  });

  it.skipIf(process.platform === 'win32')('may be a link to a file that is still to be made', async () => {
    mkdirSync(join(folder, 'states'));
    symlinkSync('states/one.json', file);
    await using running = await startProgram(['--state', file]);
    await running.end('SIGTERM');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, 'states'))).toEqual(['one.json']);
  });
});

describe('two emulators', () => {
  it('do not share a state, by whatever name', async () => {
    await using first = await startProgram(['--state', file, '--user', 'alice']);
    const link = join(folder, 'link.json');
    if (process.platform !== 'win32') symlinkSync(file, link);
    for (const name of process.platform === 'win32' ? [file] : [file, link]) {
      const { code, errors } = await runProgram(['--state', name]);
      expect({ code, errors }).toEqual({
        code: 1,
        errors: expect.stringContaining('in use by another emulator'),
      });
    }
    // The first one was not disturbed.
    await post(first.url, first.token('alice'), 'Still here');
    expect(await first.end('SIGTERM')).toEqual([0, null]);
    expect(readFileSync(file, 'utf8')).toContain('Still here');
    await using second = await startProgram(['--state', file]);
    expect(await second.end('SIGTERM')).toEqual([0, null]);
  });
});

it('says so where the state cannot be saved, and ends with 1', async () => {
  await using running = await startProgram(['--state', file, '--user', 'alice']);
  rmSync(folder, { recursive: true });
  await post(running.url, running.token('alice'), 'Lost');
  await expect.poll(() => running.errors()).toContain('the state could not be saved');
  expect(await running.end('SIGTERM')).toEqual([1, null]);
  folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
});

// That of the benchmarks is not for here: the emulator imports nothing of the SDK.
function medianOf(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}
