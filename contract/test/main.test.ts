import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSettingFaults, readSettings } from '../src/settings.ts';
import { countPosts } from './local-threads.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const processing = { text: 0, image: 0, video: 0, carousel: 0 };
let emulator: Emulator;
let served: ServedEmulator;
let folder: string;

beforeAll(async () => {
  emulator = createEmulator({ processing, users: [{ username: 'alice_canary', posts: ['One', 'Two'] }] });
  served = await serve(emulator);
  folder = mkdtempSync(join(tmpdir(), 'threads-sdk-live-'));
});

afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly token: string;
}

/** Runs the command line; `onOutput` sees everything so far and may answer or send a signal. */
async function runLive(
  args: readonly string[],
  onOutput: (output: string, child: ReturnType<typeof spawn>) => void = () => undefined,
): Promise<Ended> {
  const token = emulator.issueToken({ username: 'alice_canary' }).accessToken;
  emulator.clock.advance(25 * 3_600_000);
  const child = spawn(execPath, ['--conditions=@threads-sdk/source', main, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], CI: 'true', THREADS_BASE_URL: served.url, THREADS_ACCESS_TOKEN: token },
  });
  let output = '';
  const hear = (chunk: Buffer): void => {
    output += String(chunk);
    onOutput(output, child);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, output, token };
}

/** Answers the questions one by one. */
function answering(answers: readonly string[]): (output: string, child: ReturnType<typeof spawn>) => void {
  let given = 0;
  return (output, child) => {
    const asked = output.match(/\((?:y\/N|type refresh)\) /g)?.length ?? 0;
    while (given < asked) {
      child.stdin?.write(`${answers[given] ?? ''}\n`);
      given += 1;
    }
  };
}

describe('./run live', () => {
  it('asks on the terminal, does what was agreed to, and deletes it', async () => {
    const before = countPosts(emulator);
    const ids = ['second-publication', 'text-counting', 'duplicate-post', 'bearer-get', 'refresh'];
    const { code, output, token } = await runLive(ids, answering(['y', 'y', 'n', 'N', 'refresh']));
    expect(output).toContain('Publish a text as @alice_canary? It is deleted at the end. (y/N) ');
    expect(output).toMatch(/confirmed second-publication {2}outcome: the same id/);
    expect(output).toMatch(/skipped {3}duplicate-post {2}declined/);
    expect(output).toMatch(/skipped {3}text-counting {2}declined/);
    expect(output).toContain('Your token was replaced');
    expect(code).toBe(0);
    expect(countPosts(emulator)).toBe(before);

    const report = readFileSync(join(folder, 'live-report.json'), 'utf8');
    const answers = JSON.parse(report).results.map(({ id, answer }: { id: string; answer: string }) => [
      id,
      answer,
    ]);
    expect(Object.fromEntries(answers)).toEqual({
      'second-publication': 'confirmed',
      'text-counting': 'skipped',
      'duplicate-post': 'skipped',
      'bearer-get': 'confirmed',
      refresh: 'confirmed',
    });
    const next = readFileSync(join(folder, 'live-token.txt'), 'utf8').trim();
    expect(statSync(join(folder, 'live-token.txt')).mode & 0o077).toBe(0);
    const shown = `${report}${readFileSync(join(folder, 'live-report.md'), 'utf8')}${output}`;
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(next);
    rmSync(join(folder, 'live-token.txt'));
  });

  it('deletes what it posted after Ctrl-C', async () => {
    const before = countPosts(emulator);
    let isInterrupted = false;
    const { code, output } = await runLive(
      ['listing-delay', 'second-publication', 'bearer-get'],
      (text, child) => {
        const asked = text.match(/\(y\/N\) /g)?.length ?? 0;
        if (asked === 1 && !text.includes('confirmed')) child.stdin?.write('y\n');
        // The second question stays open.
        if (asked === 2 && !isInterrupted) isInterrupted = child.kill('SIGINT');
      },
    );
    expect(output).toMatch(/skipped {3}bearer-get {2}interrupted/);
    expect(code).toBe(130);
    expect(emulator.requests.at(-1)?.path).toMatch(/ghost_posts|replies|threads/);
    expect(emulator.requests.filter(({ operation }) => operation === 'deletePost').length).toBeGreaterThan(0);
    expect(countPosts(emulator)).toBe(before);
  });

  it('answers every question itself with --yes, in the time of the machine', async () => {
    const { code, output } = await runLive([
      '--yes',
      'listing-delay',
      'repost',
      'hide-and-show',
      'topics-in-text-and-beside-it',
    ]);
    expect(output.match(/^confirmed /gm)).toHaveLength(4);
    expect(code).toBe(0);
  });
});

describe('the settings', () => {
  const token = { THREADS_ACCESS_TOKEN: 'THAAtoken' };
  const faultsOf = (env: Readonly<Record<string, string>>, yes = false): readonly string[] =>
    findSettingFaults(readSettings(env, yes));

  it('are fine with a token, and go to the real API', () => {
    expect(readSettings(token, false)).toMatchObject({
      baseUrl: 'https://graph.threads.com',
      token: 'THAAtoken',
    });
    expect(faultsOf(token)).toEqual([]);
    expect(faultsOf({ ...token, THREADS_BASE_URL: 'https://graph.threads.net/' })).toEqual([]);
  });

  it.each([
    ['without a token', {}, false, /THREADS_ACCESS_TOKEN/],
    ['in CI', { ...token, CI: 'true' }, false, /never asked in CI/],
    ['in CI that says 1', { ...token, CI: '1' }, false, /never asked in CI/],
    ['with --yes', token, true, /--yes is for an emulator/],
    [
      'with a foreign host',
      { ...token, THREADS_BASE_URL: 'https://threads.example' },
      false,
      /THREADS_BASE_URL/,
    ],
    [
      'with a host that looks like this machine',
      { ...token, THREADS_BASE_URL: 'http://127.0.0.1.example' },
      false,
      /THREADS_BASE_URL/,
    ],
    [
      'with plain http',
      { ...token, THREADS_BASE_URL: 'http://graph.threads.com' },
      false,
      /THREADS_BASE_URL/,
    ],
    ['with no address', { ...token, THREADS_BASE_URL: 'nonsense' }, false, /THREADS_BASE_URL/],
  ])('are refused %s', (_, env, yes, fault) => {
    expect(faultsOf(env, yes).join('\n')).toMatch(fault);
  });

  it.each(['http://127.0.0.1:4280', 'http://localhost:4280', 'http://[::1]:4280'])(
    'admit CI and --yes at %s',
    (base) => {
      expect(faultsOf({ ...token, CI: 'true', THREADS_BASE_URL: base }, true)).toEqual([]);
    },
  );
});
