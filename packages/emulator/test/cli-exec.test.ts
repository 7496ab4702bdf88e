import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { text as readAll } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { program } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `threads-emulator exec` with these arguments to its end. */
async function exec(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [program, 'exec', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const [output, errors, [code, signal]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, signal, output, errors };
}

/** A program of Node as a command. */
const node = (source: string): readonly string[] => [
  process.execPath,
  '--input-type=module',
  '--eval',
  source,
];

const isWindows = process.platform === 'win32';

describe('threads-emulator exec', () => {
  it('runs a command that finds the emulator by its variables, and prints nothing itself', async () => {
    const source = `
      const { THREADS_EMULATOR, THREADS_APP_ID, THREADS_API_SECRET, THREADS_ACCESS_TOKEN } = process.env;
      const query = new URLSearchParams({ client_id: THREADS_APP_ID, client_secret: THREADS_API_SECRET, grant_type: 'client_credentials' });
      const app = await fetch(THREADS_EMULATOR + '/oauth/access_token?' + query);
      const me = await fetch(THREADS_EMULATOR + '/me?fields=username', { headers: { authorization: 'Bearer ' + THREADS_ACCESS_TOKEN } });
      const { username } = await me.json();
      console.log(app.status, username, process.env.OWN, process.argv.slice(1).join('|'));`;
    const ran = await exec(['--user', 'alice', '--', ...node(source), '--', '--port', 'a b'], {
      OWN: 'mine',
    });
    expect(ran).toEqual({ code: 0, signal: null, output: '200 alice mine --port|a b\n', errors: '' });
  });

  it('needs no -- before the command', async () => {
    const ran = await exec(['--user', 'alice', ...node('console.log(process.env.THREADS_EMULATOR)')]);
    expect(ran).toMatchObject({ code: 0, output: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\n$/) });
  });

  it.each([0, 1, 42])('ends with the exit code of the command: %i', async (code) => {
    expect(await exec(['--', ...node(`process.exit(${code})`)])).toMatchObject({ code, errors: '' });
  });

  it.skipIf(isWindows)('ends with 128 and the number of the signal that ended the command', async () => {
    const ran = await exec([
      '--',
      ...node(`process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000)`),
    ]);
    expect(ran).toMatchObject({ code: 137, signal: null });
  });

  it('says so where there is no such command, with 127', async () => {
    expect(await exec(['--', 'no-such-command', 'at', 'all'])).toEqual({
      code: 127,
      signal: null,
      output: '',
      errors: 'threads-emulator: there is no command no-such-command: install it, or write its path\n',
    });
  });

  it.skipIf(isWindows)('says so where the command is no program, with 126', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'Dear diary');
    chmodSync(file, 0o600);
    expect(await exec(['--', file])).toMatchObject({
      code: 126,
      errors: expect.stringContaining('may not be run'),
    });
  });

  it.skipIf(isWindows).each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'hands %s on, waits for the command, and is gone with it',
    async (signal) => {
      const source = `
        process.on('${signal}', () => {
          console.log('got it');
          process.exitCode = 5;
          clearInterval(waiting);
        });
        const waiting = setInterval(() => {}, 1000);
        console.log(process.env.THREADS_EMULATOR);`;
      const child = spawn(process.execPath, [program, 'exec', '--', ...node(source)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const { value: url = '' } = await lines.next();
      expect((await fetch(url)).status).toBe(200);
      child.kill(signal);
      expect(await lines.next()).toMatchObject({ value: 'got it' });
      expect(await exited).toEqual([5, null]);
      await expect(fetch(url)).rejects.toThrow(TypeError);
    },
  );

  it('does not collide with another one', async () => {
    const source = `
      import { setTimeout } from 'node:timers/promises';
      import { existsSync, writeFileSync } from 'node:fs';
      const [own, other] = process.argv.slice(1);
      writeFileSync(own, '');
      while (!existsSync(other)) await setTimeout(10);
      const me = await fetch(process.env.THREADS_EMULATOR + '/me?fields=username&access_token=' + process.env.THREADS_ACCESS_TOKEN);
      console.log((await me.json()).username);`;
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const ran = await Promise.all([
      exec(['--user', 'alice', '--', ...node(source), one, two]),
      exec(['--user', 'bob', '--', ...node(source), two, one]),
    ]);
    expect(ran).toMatchObject([
      { code: 0, output: 'alice\n' },
      { code: 0, output: 'bob\n' },
    ]);
  });

  it('logs to standard error, and keeps the state for the next one', async () => {
    const state = join(folder, 'state.json');
    const post = `
      const body = new URLSearchParams({ media_type: 'TEXT', text: 'Kept', auto_publish_text: 'true', access_token: process.env.THREADS_ACCESS_TOKEN });
      await fetch(process.env.THREADS_EMULATOR + '/me/threads', { method: 'POST', body });`;
    const ran = await exec(['--log', '--state', state, '--user', 'alice', '--', ...node(post)]);
    expect(ran).toMatchObject({
      code: 0,
      output: '',
      errors: expect.stringMatching(/ POST \/me\/threads createContainer @alice 200 \d+ ms\n$/),
    });
    expect(readFileSync(state, 'utf8')).toContain('Kept');
  });

  it('does not run the command where the emulator cannot start', async () => {
    const ran = await exec(['--state', folder, '--', ...node(`console.log('ran')`)]);
    expect(ran).toMatchObject({ code: 1, output: '', errors: expect.stringMatching(/^threads-emulator: /) });
  });
});
