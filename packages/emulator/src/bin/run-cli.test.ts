import { describe, expect, it } from 'vitest';
import { createEmulator } from '../emulator.ts';
import { serve } from '../serve.ts';
import { runCli } from './run-cli.ts';

interface Run {
  readonly lines: string[];
  readonly errors: string[];
  readonly stop: () => void;
  readonly exitCode: Promise<number>;
  /** Resolves once a line like this is printed. */
  line(pattern: RegExp): Promise<string>;
}

function run(...argv: readonly string[]): Run {
  const lines: string[] = [];
  const errors: string[] = [];
  const stop = new AbortController();
  const waiting: (() => void)[] = [];
  const exitCode = runCli(argv, {
    print: (line) => {
      lines.push(line);
      for (const wake of waiting.splice(0)) wake();
    },
    printError: (line) => errors.push(line),
    signal: stop.signal,
  });
  return {
    lines,
    errors,
    stop: () => stop.abort(),
    exitCode,
    async line(pattern) {
      for (;;) {
        const found = lines.find((line) => pattern.test(line));
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

describe('threads-emulator', () => {
  it('says what to open and what to put into an app, and serves it until it is stopped', async () => {
    const program = run(
      '--port',
      '0',
      '--user',
      'alice',
      '--user',
      'bob',
      '--redirect-uri',
      'http://localhost:5173/cb',
    );
    await program.line(/Ctrl\+C/);
    const text = program.lines.join('\n');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
    for (const part of [
      /App id +\d+/,
      /App secret +\S+/,
      /@alice \(\d+\)/,
      /@bob \(\d+\)/,
      /http:\/\/localhost:5173\/cb/,
    ]) {
      expect(text).toMatch(part);
    }
    expect(await (await fetch(url)).text()).toContain('alice');
    const consent = /Consent page +(\S+)/.exec(text)?.[1] ?? '';
    expect(await (await fetch(consent)).text()).toContain('http://localhost:5173/cb');
    program.stop();
    expect(await program.exitCode).toBe(0);
    expect(program.errors).toEqual([]);
    await expect(fetch(url)).rejects.toThrow(TypeError);
  });

  it('prints a request that works as it stands', async () => {
    const program = run('--port', '0', '--user', 'alice');
    const line = await program.line(/curl/);
    const [, address = ''] = /curl "([^"]+)"/.exec(line) ?? [];
    const [, token = ''] = /-H "Authorization: ([^"]+)"/.exec(line) ?? [];
    const body = [...line.matchAll(/-d "?([^"\s]+)/g)].map((match) => match[1]).join('&');
    const response = await fetch(address, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(await response.json()).toEqual({ id: expect.stringMatching(/^\d+$/) });
    expect(await (await fetch(new URL('/@alice', address))).text()).toContain('Hello');
    program.stop();
    expect(await program.exitCode).toBe(0);
  });

  it('fetches media when it is told to', async () => {
    const program = run('--port', '0', '--media', 'fetch');
    await program.line(/Ctrl\+C/);
    const text = program.lines.join('\n');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
    const token = /Bearer ([^"]+)/.exec(text)?.[1] ?? '';
    const image = { media_type: 'IMAGE', image_url: url, access_token: token };
    const response = await fetch(`${url}/me/threads`, { method: 'POST', body: new URLSearchParams(image) });
    expect(await response.json()).toMatchObject({ error: { error_subcode: 2207052 } });
    program.stop();
    expect(await program.exitCode).toBe(0);
  });

  it('explains itself', async () => {
    const program = run('--help');
    expect(await program.exitCode).toBe(0);
    for (const option of ['--port', '--user', '--redirect-uri', '--media', '--version', '--help']) {
      expect(program.lines.join('\n')).toContain(option);
    }
  });

  it('knows its version', async () => {
    const program = run('--version');
    expect(await program.exitCode).toBe(0);
    expect(program.lines).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/)]);
  });

  it.each([
    ['an unknown option', ['--prot', '1'], /--prot/],
    ['a word that belongs to nothing', ['alice'], /alice/],
    ['a port that is no number', ['--port', 'http'], /--port must be a number from 0 to 65535, not "http"/],
    ['a port beyond the last', ['--port', '65536'], /--port/],
    ['a username that cannot be one', ['--user', 'a b'], /--user must be/],
    ['a username given twice', ['--user', 'alice', '--user', 'Alice'], /more than once/],
    ['a way to judge media that is none', ['--media', 'look'], /--media must be trust or fetch, not "look"/],
    ['a redirect URI without a scheme', ['--redirect-uri', 'localhost/cb'], /--redirect-uri must be/],
  ])('refuses %s and names it', async (_, argv, message) => {
    const program = run(...argv);
    expect(await program.exitCode).toBe(2);
    expect(program.errors.join('\n')).toMatch(message);
    expect(program.errors.join('\n')).toContain('--help');
    expect(program.lines).toEqual([]);
  });

  it('names every fault at once', async () => {
    const program = run('--port', 'x', '--user', '!', '--media', 'y');
    expect(await program.exitCode).toBe(2);
    expect(program.errors.join('\n')).toMatch(/--port[\s\S]*--user[\s\S]*--media/);
  });

  it('says what to do when the port is in use', async () => {
    const served = await serve(createEmulator());
    const { port } = new URL(served.url);
    const program = run('--port', port);
    expect(await program.exitCode).toBe(1);
    expect(program.errors).toEqual([expect.stringContaining(`port ${port} is in use`)]);
    await served.close();
  });
});
