import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createContext } from '../src/context.ts';
import { inOurWords } from '../src/in-our-words.ts';
import { runProgram } from '../src/program.ts';
import { createMachine } from './threads.ts';

const machine = createMachine();

describe('threads', () => {
  it('lists its commands and exit codes with --help, on standard output', async () => {
    const { code, stdout, stderr } = await machine.run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['list', 'profile', 'emulator', 'listen', 'completion'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(stdout).toMatch(/^ {2}5 +outcome unknown/m);
  });

  it('shows the help, and fails, without a command', async () => {
    const { code, stdout, stderr } = await machine.run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: threads');
  });

  it('ends with 2 after a command or an option that is not there, and names what may be meant', async () => {
    expect(await machine.run(['lst'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean list?'),
    });
    expect(await machine.run(['list', '--limt', '3'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean --limit?'),
    });
    const { stderr: json } = await machine.run(['post', '-hello', '--json']);
    expect(JSON.parse(json).error).toMatchObject({
      exitCode: 2,
      message: "Unknown option '-hello'.",
      remedy: expect.stringContaining('post -- "-5'),
    });
  });

  it('fails where what it prints cannot be written, but not where nobody reads on', async () => {
    const printTo = async (code: string): Promise<{ readonly code: number; readonly said: string }> => {
      const [stdin, stderr] = [new PassThrough(), new PassThrough()];
      const stdout = new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error('no'), { code })),
      });
      // what a pipe lacks of a terminal's stream is never asked for
      const streams = { env: {}, stdin, stdout, stderr } as unknown as Parameters<typeof createContext>[0];
      const context = createContext(streams, new AbortController().signal);
      const ended = await runProgram(['completion', 'bash'], context);
      return { code: ended, said: String(stderr.read() ?? '') };
    };
    expect(await printTo('ENOSPC')).toEqual({ code: 1, said: expect.stringContaining('ENOSPC') });
    expect(await printTo('EPIPE')).toEqual({ code: 0, said: '' });
  });

  it('repeats no token and no secret of its variables that was typed where it has no place', async () => {
    const token = `THAA${'x'.repeat(60)}`;
    const [asOption, asArgument, asName] = await Promise.all([
      machine.run(['login', `--token-stdin=${token}`]),
      machine.run(['login', '--json', '--token-stdin', 'hunter22'], {
        env: { THREADS_API_SECRET: 'hunter22' },
      }),
      machine.run(['list', '--account', token]),
    ]);
    expect([asOption.code, asArgument.code, asName.code]).toEqual([2, 2, 4]);
    for (const { stdout, stderr } of [asOption, asArgument, asName]) {
      expect(stderr).toContain('[redacted]');
      expect(stdout + stderr).not.toMatch(/THAAx|hunter22/);
    }
  });

  it('keeps nothing in a folder that depends on where it is started', async () => {
    const { code, stderr } = await machine.run(['list'], { env: { THREADS_HOME: 'here' } });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('absolute path, not here') });
  });

  it('tells what was typed wrong as it tells every error: where the help is, and as JSON with --json', async () => {
    expect(await machine.run(['completion'])).toMatchObject({
      code: 2,
      stderr: "Error: Missing required argument 'shell'.\nSee `threads completion --help`.\n",
    });
    const { code, stdout, stderr } = await machine.run(['list', '--json', '--limt', '3']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        message: expect.stringContaining('--limt'),
        remedy: 'See `threads list --help`.',
        exitCode: 2,
      },
    });
  });

  it('takes help before a command for --help after it', async () => {
    expect(await machine.run(['help', 'list'])).toEqual(await machine.run(['list', '--help']));
    expect(await machine.run(['help'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Usage: threads/),
    });
    expect((await machine.run(['help', 'emulator', 'trigger'])).stdout).toContain(
      'threads-emulator trigger reply',
    );
  });

  it('says what to do where nobody is logged in, as JSON with --json', async () => {
    const { code, stdout, stderr } = await machine.run(['list']);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('threads login');
    const { stderr: json } = await machine.run(['list', '--json']);
    expect(JSON.parse(json)).toMatchObject({ error: { exitCode: 4, message: 'Nobody is logged in.' } });
  });

  it('says where it expects an emulator that is not there', async () => {
    const { code, stderr } = await machine.run(['list', '--emulator', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(stderr).toContain('No emulator answers at http://127.0.0.1:9');
    expect(await machine.run(['post', '--emulator', 'Hello'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('A text or an id goes before it'),
    });
    expect(await machine.run(['list', '--emulator', 'nowhere'])).toMatchObject({ code: 2 });
    expect(inOurWords('Check baseUrl.')).toContain('correct the address of the emulator');
  });
});

describe('threads emulator', () => {
  it('is all of threads-emulator, and ends with its exit code', async () => {
    expect(await machine.run(['emulator', '--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('threads-emulator exec'),
    });
    expect(await machine.run(['emulator', 'exec', '--', 'node', '-e', 'process.exit(7)'])).toMatchObject({
      code: 7,
    });
    expect(await machine.run(['emulator', '--prot', '0'])).toMatchObject({ code: 2 });
  });

  it('serves until Ctrl+C, and then ends in order', async () => {
    const emulator = machine.start(['emulator', '--port', '0']);
    await emulator.shown('stdout', /Ctrl\+C/);
    const url = await emulator.shown('stdout', /http:\/\/127\.0\.0\.1:\d+/);
    expect(await machine.run(['profile', '--emulator', url])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('threads_dev'),
    });
    expect(await emulator.end('SIGINT')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Stopped.'),
    });
  });
});

describe('threads completion', () => {
  it('completes commands and options in bash', async () => {
    const { stdout } = await machine.run(['completion', 'bash']);
    const file = join(machine.home, 'completion.bash');
    writeFileSync(file, stdout);
    const complete = async (...words: readonly string[]): Promise<string> => {
      const script = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _threads; echo "\${COMPREPLY[@]}"`;
      const { stdout: found } = await promisify(execFile)('bash', ['-c', script, file, ...words]);
      return found.trim();
    };
    expect(await complete('threads', 'emu')).toBe('emulator');
    expect(await complete('threads', 'list', '--lim')).toBe('--limit');
    expect(await complete('threads', 'list', '--forward')).toBe('');
  });

  it('has a script for zsh and fish, and knows no other shell', async () => {
    expect((await machine.run(['completion', 'zsh'])).stdout).toMatch(/^autoload -U bashcompinit/);
    expect((await machine.run(['completion', 'fish'])).stdout).toContain(
      "complete -c threads -n '__fish_seen_subcommand_from list' -l limit -d 'how many at most, up to 100'",
    );
    expect(await machine.run(['completion', 'cmd'])).toMatchObject({ code: 2 });
  });
});
