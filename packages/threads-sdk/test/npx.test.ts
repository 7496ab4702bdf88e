import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import cli from '@threads-sdk/cli/package.json' with { type: 'json' };
import { afterAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { postsThatSay } from '../../cli/test/live-posts.ts';
// @boundaries-ignore a tool of tests has one home
import { serveFastEmulator } from '../../cli/test/serve-fast-emulator.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const { version }: { readonly version: string } = JSON.parse(
  readFileSync(join(here, 'package.json'), 'utf8'),
);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'threads-sdk-npx-')));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL'); // none outlives the tests, however these end
  rmSync(folder, { recursive: true, force: true });
});

/** The package as it is built, where nothing else is installed. */
const alone = join(folder, 'alone/node_modules/threads-sdk');
cpSync(join(here, 'dist/bin'), join(alone, 'dist/bin'), { recursive: true });
cpSync(join(here, 'package.json'), join(alone, 'package.json'));

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly from?: string;
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `threads-sdk` of a package, by default of this one, which has the command line beside it. */
function start(
  args: readonly string[],
  { from = here, cwd = folder, input = '', env = {} }: Options = {},
): {
  readonly ended: Promise<Ran>;
  readonly heard: (what: RegExp) => Promise<void>;
  end: (signal: NodeJS.Signals) => void;
} {
  const child = spawn(process.execPath, [join(from, 'dist/bin/threads-sdk.js'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: folder, THREADS_HOME: join(folder, 'home'), ...env },
  });
  children.push(child);
  child.stdin.end(input);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return {
    ended: ended.then(([[code], stdout, stderr]) => ({ code, stdout, stderr })),
    heard: async (what) => {
      while (!what.test(said)) await once(child.stdout, 'data');
    },
    end: (signal) => void child.kill(signal),
  };
}

const run = (args: readonly string[], options?: Options): Promise<Ran> => start(args, options).ended;

/** A folder in which a program that prints what it was given is installed as the command line. */
function installStandIn(name: string, itsVersion: string): string {
  const project = join(folder, name);
  const cli = join(project, 'node_modules/@threads-sdk/cli');
  mkdirSync(cli, { recursive: true });
  const manifest = {
    name: '@threads-sdk/cli',
    version: itsVersion,
    type: 'module',
    bin: { threads: './run.js' },
  };
  writeFileSync(join(cli, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(cli, 'run.js'),
    `console.log('stand-in', ...process.argv.slice(2)); process.exitCode = 5;`,
  );
  return project;
}

/** Variables with which `npm` is another program. */
function npmThat(does: string): Readonly<Record<string, string>> {
  const bin = join(folder, `npm-${does.length}`);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${does}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  return { PATH: `${bin}:/usr/bin:/bin` };
}

describe('npx threads-sdk, with the command line installed', () => {
  it('has one version with it', () => {
    expect(cli.version).toBe(version);
  });

  it('is threads: its version, and its exit code for what makes no sense', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await run(['nonsense'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('hands on what is piped to it, and the exit code when nobody knows what became of a post', async () => {
    const { emulator, variables } = await serveFastEmulator(40, { users: [{ username: 'mika' }] });
    const piped = { input: 'From a pipe', env: variables };
    expect(await run(['post', '-'], piped)).toMatchObject({ code: 0 });
    expect(postsThatSay(emulator, 'From a pipe')).toHaveLength(1);
    emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer', times: 99 });
    emulator.planFault({ kind: 'html', operation: 'listThreads', times: 99 });
    expect(await run(['post', 'Perhaps'], piped)).toMatchObject({ code: 5 });
  });

  it('ends in order on a signal', async () => {
    const emulator = start(['emulator', '--port', '0']);
    await emulator.heard(/Ctrl\+C/);
    emulator.end('SIGINT');
    expect(await emulator.ended).toMatchObject({ code: 0, stderr: '' }); // null, if it had been killed
  });

  it('takes the one of its own version in the folder, before the one beside it', async () => {
    const cwd = installStandIn('same', version);
    mkdirSync(join(cwd, 'deep/inside'), { recursive: true });
    for (const place of [cwd, join(cwd, 'deep/inside')])
      expect(await run(['post', 'two words'], { cwd: place })).toEqual({
        code: 5,
        stdout: 'stand-in post two words\n',
        stderr: '',
      });
    const other = installStandIn('other', '99.0.0');
    expect(await run(['--version'], { cwd: other })).toMatchObject({ stdout: `${version}\n` });
  });
});

// Elsewhere npm is no program, but a script that a shell runs.
describe.skipIf(process.platform === 'win32')('npx threads-sdk, without the command line', () => {
  it('lets npm bring the same version, and says so once', async () => {
    const brought = installStandIn('brought', version);
    const npm = `echo "$@" > ${folder}/asked; echo ${brought}/node_modules/.bin:/usr/bin`;
    expect(await run(['list'], { from: alone, env: npmThat(npm) })).toEqual({
      code: 5,
      stdout: 'stand-in list\n',
      stderr: `threads-sdk: npm brings @threads-sdk/cli@${version}, which has the commands. To keep it here: npm install --save-dev @threads-sdk/cli@${version}.\n`,
    });
    const asked = readFileSync(join(folder, 'asked'), 'utf8');
    expect(asked).toBe(`exec --yes --package=@threads-sdk/cli@${version} -- node -p process.env.PATH\n`);
  });

  it.each([
    ['there is no npm', { PATH: '/nowhere' }, 'npm cannot be run here, and nothing was sent.'],
    [
      'npm fails',
      npmThat('echo "npm error code E404" >&2; exit 5'),
      'npm did not bring it, and nothing was sent.',
    ],
    [
      'npm brings another version',
      npmThat(`echo ${installStandIn('newer', '99.0.0')}/node_modules/.bin:/usr/bin:/bin`),
      'npm did not bring it, and nothing was sent.',
    ],
  ])('says what to do where %s, with the exit code of a failure', async (_, env, reason) => {
    const { code, stdout, stderr } = await run(['post', 'Hello'], { from: alone, env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${reason} Install @threads-sdk/cli@${version} with what you use`);
  });

  it('ends npm with itself, however early', async () => {
    const pid = join(folder, 'pid');
    const env = npmThat(`echo $$ > ${pid}; exec sleep 20`);
    for (let i = 0; i < 10; i += 1) {
      writeFileSync(pid, '');
      const running = start(['list'], { from: alone, env });
      // Without a pause: npm runs before the call that started it has returned.
      while (!readFileSync(pid, 'utf8').endsWith('\n'));
      running.end('SIGTERM');
      expect(await running.ended).toMatchObject({ code: 130, stdout: '' });
      expect(() => process.kill(Number(readFileSync(pid, 'utf8')), 0)).toThrow('ESRCH');
    }
  });
});
