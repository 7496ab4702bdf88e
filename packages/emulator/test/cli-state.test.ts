import {
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
import { runProgram, startProgram } from './program.ts';

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

// Processes take their time to start where many do.
const patience = { timeout: 30_000 };

describe('an emulator that is started again with its state', patience, () => {
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
      await post(first.url, first.token('threads_dev'), 'Hello'); // what is answered is in the file
      expect(await first.end('SIGKILL')).toEqual([null, 'SIGKILL']);
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

  it('has all that it answered, if it was killed right after', async () => {
    for (const text of ['One', 'Two', 'Three']) {
      await using running = await startProgram(['--state', file, '--user', 'alice']);
      await post(running.url, running.token('alice'), text);
      expect(await running.end('SIGKILL')).toEqual([null, 'SIGKILL']);
    }
    await using last = await startProgram(['--state', file]);
    expect(await readPosts(last.url, last.token('alice'))).toMatchObject([
      { text: 'Three' },
      { text: 'Two' },
      { text: 'One' },
    ]);
  });

  it('has all that it answered, if it was killed among many calls', async () => {
    const answered = new Map<string, string[]>();
    for (const [round, user] of ['ann', 'ben', 'cem', 'dot'].entries()) {
      await using running = await startProgram(['--state', file, '--user', user]);
      const token = running.token(user);
      const texts: string[] = [];
      answered.set(user, texts);
      const calls = Array.from({ length: 60 }, async (_, index) => {
        await post(running.url, token, `Post ${index}`);
        texts.push(`Post ${index}`);
        // Each time at another place.
        if (texts.length === 1 + round * 17) await running.end('SIGKILL');
      });
      await Promise.allSettled(calls);
      expect(texts.length).toBeGreaterThan(round * 17);
    }
    await using last = await startProgram(['--state', file]);
    for (const [user, texts] of answered) {
      const posts = await readPosts(last.url, last.token(user));
      expect(posts).toEqual(expect.arrayContaining(texts.map((text) => expect.objectContaining({ text }))));
    }
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

describe('a file that is no state', patience, () => {
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

describe('two emulators', patience, () => {
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
    expect(readFileSync(file, 'utf8')).toContain('Still here');
    expect(await first.end('SIGTERM')).toEqual([0, null]);
    await using second = await startProgram(['--state', file]);
    expect(await second.end('SIGTERM')).toEqual([0, null]);
  });
});

it('says so where the state cannot be saved, and ends with 1', patience, async () => {
  await using running = await startProgram(['--state', file, '--user', 'alice']);
  rmSync(folder, { recursive: true });
  await post(running.url, running.token('alice'), 'Lost');
  await expect.poll(() => running.errors(), patience).toContain('the state could not be saved');
  expect(await running.end('SIGTERM')).toEqual([1, null]);
  folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
});
