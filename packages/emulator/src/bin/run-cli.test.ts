import { describe, expect, it } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
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
    isColoured: false,
    variables: {},
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
      /@alice +\d+/,
      /@bob +\d+/,
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
    const options = [...program.lines.join('\n').matchAll(/^  (?:-h, )?(--[a-z-]+)/gm)].map(
      (match) => match[1],
    );
    expect(options).toEqual([
      '--port',
      '--host',
      '--open',
      '--user',
      '--app-id',
      '--app-secret',
      '--redirect-uri',
      '--seed',
      '--state',
      '--media',
      '--version',
      '--help',
    ]);
  });

  it('knows its version', async () => {
    const program = run('--version');
    expect(await program.exitCode).toBe(0);
    expect(program.lines).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/)]);
  });

  it('is the app, with the secret and the seed, that it was told to be', async () => {
    const app = ['--app-id', '12345', '--app-secret', 'a-secret', '--seed', '42'];
    const program = run('--port', '0', '--user', 'alice', ...app);
    await program.line(/Ctrl\+C/);
    const text = program.lines.join('\n');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
    const query = 'client_id=12345&client_secret=a-secret&grant_type=client_credentials';
    expect(await (await fetch(`${url}/oauth/access_token?${query}`)).json()).toMatchObject({
      access_token: expect.stringMatching(/^TH\|12345\|/),
    });
    program.stop();
    expect(await program.exitCode).toBe(0);

    const token = /@alice +\d+\n +(\S+)/.exec(text)?.[1];
    expect(token).toBe(
      createEmulator({ seed: 42, users: [{ username: 'alice' }] }).issueToken({ username: 'alice' })
        .accessToken,
    );
  });

  it('gives each user a token', async () => {
    const program = run('--port', '0', '--user', 'alice', '--user', 'bob');
    await program.line(/Ctrl\+C/);
    const text = program.lines.join('\n');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
    for (const username of ['alice', 'bob']) {
      const token = new RegExp(`@${username} +\\d+\\n +(\\S+)`).exec(text)?.[1] ?? '';
      const me = await fetch(`${url}/v1.0/me?fields=username`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(await me.json()).toMatchObject({ username });
    }
    program.stop();
    expect(await program.exitCode).toBe(0);
  });

  it('listens where it is told to, and warns if others can reach that', async () => {
    const program = run('--port', '0', '--host', '0.0.0.0');
    await program.line(/Ctrl\+C/);
    const url = /http:\/\/\S+:\d+/.exec(program.lines.join('\n'))?.[0] ?? '';
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect((await fetch(url)).status).toBe(200);
    expect(program.errors).toEqual([expect.stringContaining('0.0.0.0')]);
    program.stop();
    expect(await program.exitCode).toBe(0);
  });

  it('says so when the machine has no such address', async () => {
    const program = run('--port', '0', '--host', '192.0.2.1');
    expect(await program.exitCode).toBe(1);
    expect(program.errors).toEqual([expect.stringContaining('no address 192.0.2.1')]);
  });

  it.each([
    ['an unknown option', ['--prot', '1'], /^threads-emulator: there is no option --prot$/m],
    ['an unknown short option', ['-p', '1'], /there is no option -p/],
    ['an option without its value', ['--port'], /--port needs a value/],
    ['an option in place of a value', ['--user', '--port', '0'], /--user needs a value/],
    ['an empty value', ['--app-secret='], /--app-secret needs a value/],
    ['a value where none belongs', ['--open=yes'], /--open takes no value/],
    ['one port too many', ['--port', '1', '--port', '2'], /--port is given more than once/],
    ['an address that is none', ['--host', 'a host'], /--host must be/],
    ['an app id with letters', ['--app-id', 'app'], /--app-id must be 1 to 20 digits, not "app"/],
    ['a secret with a space', ['--app-secret', 'a b'], /--app-secret must be/],
    ['a seed that is not whole', ['--seed', '1.5'], /--seed must be/],
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
    const program = run(
      'bob',
      '--prot',
      '1',
      '--port',
      'x',
      '--user',
      '!',
      '--open=1',
      '--media',
      'y',
      '--seed',
    );
    expect(await program.exitCode).toBe(2);
    expect(program.errors.slice(0, -1).map((line) => line.replace('threads-emulator: ', ''))).toEqual([
      '"bob" belongs to no option',
      'there is no option --prot',
      '--open takes no value',
      '--seed needs a value',
      '--port must be a number from 0 to 65535, not "x"',
      '--user must be 1 to 30 letters, digits, dots or underscores, not "!"',
      '--media must be trust or fetch, not "y"',
    ]);
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
