import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
import { alternativeBehaviour } from '../model/behaviour.ts';
import { serve } from '../serve.ts';
import type { EmulatorSnapshot } from '../state/snapshot.ts';
import { readArguments } from './read-arguments.ts';
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
      '--https',
      '--public-url',
      '--allow-host',
      '--open',
      '--write-env',
      '--env',
      '--log',
      '--user',
      '--app-id',
      '--app-secret',
      '--redirect-uri',
      '--access',
      '--seed',
      '--state',
      '--webhook',
      '--verify-token',
      '--webhook-values',
      '--webhook-duplicates',
      '--webhook-retries',
      '--deauthorize-url',
      '--data-deletion-url',
      '--latency',
      '--processing',
      '--reading-lag',
      '--media',
      '--behaviour',
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
      createEmulator({
        seed: 42,
        app: { clientSecret: 'a-secret' },
        users: [{ username: 'alice' }],
      }).issueToken({ username: 'alice' }).accessToken,
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
    [
      'a behaviour that is none',
      ['--behaviour', 'mood=good'],
      /--behaviour must be name=value with a name of/,
    ],
    [
      'a behaviour with a value that it cannot have',
      ['--behaviour', 'textLength=words'],
      /--behaviour must be textLength=documented or textLength=bytes or textLength=code-points, not/,
    ],
    ['a behaviour without a value', ['--behaviour', 'textLength'], /--behaviour must be textLength=/],
    [
      'a behaviour given twice',
      ['--behaviour', 'language=en', '--behaviour', 'language=ja'],
      /--behaviour language=ja is given more than once/,
    ],
    [
      'the processing of a kind that is none',
      ['--processing', 'poll=5'],
      /--processing must be a kind \(text,/,
    ],
    ['a range that goes down', ['--processing', 'text=20-10'], /--processing must be/],
    ['a latency that is none', ['--latency', 'slow'], /--latency must be milliseconds/],
    ['a lag that is a range', ['--reading-lag', '1-2'], /--reading-lag must be milliseconds from 0/],
    ['an access level that is none', ['--access', 'full'], /--access must be standard or advanced/],
    ['a webhook without its word', ['--webhook', 'http://localhost/w'], /--webhook needs --verify-token/],
    ['a word without its webhook', ['--verify-token', 'w'], /--verify-token needs --webhook/],
    ['a webhook that is no address', ['--webhook', 'here', '--verify-token', 'w'], /--webhook must be/],
    [
      'a webhook with a password',
      ['--webhook', 'http://a:b@localhost/', '--verify-token', 'w'],
      /--webhook must be an absolute http or https address without a username or password/,
    ],
    ['a shape that is none', ['--webhook-values', 'list'], /--webhook-values must be array or object/],
    [
      'delays that are none',
      ['--webhook-retries', '0,soon'],
      /--webhook-retries must be milliseconds such as/,
    ],
    ['too many duplicates', ['--webhook-duplicates', '101'], /--webhook-duplicates must be a whole number/],
    ['a callback that is no address', ['--deauthorize-url', 'mailto:a'], /--deauthorize-url must be/],
    ['exec without a command', ['exec', '--user', 'alice'], /exec needs a command/],
    ['exec of nothing', ['exec', '--', ''], /exec needs a command/],
    ['exec with lines for a file', ['exec', '--env', 'true'], /--env hands over what exec sets/],
    ['exec with a file', ['exec', '--write-env', '.env', 'true'], /--write-env hands over what exec sets/],
    ['an option of exec that is none', ['exec', '--prot', '1', '--', 'true'], /there is no option --prot/],
    ['nothing to trigger', ['trigger'], /trigger needs one of reply, mention, publish, delete/],
    ['an event that is none', ['trigger', 'like'], /trigger needs one of/],
    ['a post to publish', ['trigger', 'publish', '--to', '1'], /--to goes with/],
    ['a text to delete', ['trigger', 'delete', '--text', 'a'], /--text goes with/],
    ['a delivery that is none', ['webhooks', 'resend', 'all'], /resend with the id of a delivery/],
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

  it('has every switch of TypeScript, as the control API tells them', async () => {
    const args =
      '--port 0 --latency 5-10 --reading-lag 250 --access standard --processing text=0 --processing image=1000-3000 ' +
      '--behaviour textLength=bytes --behaviour threadsErrorStatus=400 --redirect-uri http://localhost/cb ' +
      '--deauthorize-url http://localhost:3000/deauthorize --data-deletion-url http://localhost:3000/delete';
    const program = run(...args.split(' '));
    await program.line(/Ctrl\+C/);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(program.lines.join('\n'))?.[0] ?? '';
    expect(await (await fetch(`${url}/__emulator/control/settings`)).json()).toMatchObject({
      latency: { min: 5, max: 10 },
      readingLag: 250,
      processing: { text: 0, image: { min: 1000, max: 3000 }, video: 5000 },
      behaviour: { textLength: 'bytes', threadsErrorStatus: 400, language: 'en' },
      app: {
        access: 'standard',
        redirectUris: ['http://localhost/cb'],
        deauthorizeCallbackUrl: 'http://localhost:3000/deauthorize',
        dataDeletionCallbackUrl: 'http://localhost:3000/delete',
      },
    });
    program.stop();
    expect(await program.exitCode).toBe(0);
  });

  it('takes every value of every behaviour', () => {
    for (const [name, alternatives] of Object.entries(alternativeBehaviour)) {
      for (const value of alternatives) {
        const parsed = readArguments(['--behaviour', `${name}=${value}`]);
        expect(parsed).toMatchObject({ settings: { behaviour: { [name]: value } } });
      }
    }
  });

  it('prints lines for a .env file and nothing else when it is asked for them', async () => {
    const program = run(
      '--port',
      '0',
      '--env',
      '--user',
      'alice',
      '--redirect-uri',
      'http://localhost/?a=b c#d',
    );
    await program.line(/THREADS_ACCESS_TOKEN/);
    const variables = parseEnv(program.lines.join('\n'));
    expect(variables).toEqual({
      THREADS_EMULATOR: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      THREADS_APP_ID: expect.stringMatching(/^\d{15}$/),
      THREADS_API_SECRET: expect.stringMatching(/^[\w-]{32}$/),
      THREADS_REDIRECT_URI: 'http://localhost/?a=b c#d',
      THREADS_ACCESS_TOKEN: expect.stringMatching(/^THAA/),
    });
    const me = `${variables['THREADS_EMULATOR']}/me?fields=username&access_token=${variables['THREADS_ACCESS_TOKEN']}`;
    expect(await (await fetch(me)).json()).toMatchObject({ username: 'alice' });
    program.stop();
    expect(await program.exitCode).toBe(0);
    expect(program.lines).toHaveLength(5);
    expect(program.errors).toEqual([]);
  });

  it('writes a .env file, once it serves', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    const file = join(folder, '.env');
    writeFileSync(file, 'OWN=mine\n');
    const taken = await serve(createEmulator());
    const failed = run('--port', new URL(taken.url).port, '--write-env', file);
    expect(await failed.exitCode).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('OWN=mine\n');
    await taken.close();

    const program = run('--port', '0', '--write-env', file);
    await program.line(/Ctrl\+C/);
    const { OWN, ...variables } = parseEnv(readFileSync(file, 'utf8'));
    expect(OWN).toBe('mine');
    expect((await fetch(variables['THREADS_EMULATOR'] ?? '')).status).toBe(200);
    expect(program.lines.join('\n')).toContain(`in ${file} now`);
    program.stop();
    expect(await program.exitCode).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('does not start where the file cannot be written, or the lines cannot be', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    const program = run('--port', '0', '--write-env', folder);
    expect(await program.exitCode).toBe(1);
    expect(program.errors).toEqual([`threads-emulator: ${folder} is a folder: name a file`]);
    rmSync(folder, { recursive: true });

    const secret = ['--app-secret', `a'"`];
    const lines = run('--port', '0', '--env', ...secret);
    expect(await lines.exitCode).toBe(1);
    expect(lines.errors).toEqual([expect.stringContaining('THREADS_API_SECRET has')]);
    expect(lines.lines).toEqual([]);
    const others = run('--port', '0', ...secret);
    expect(await others.line(/# THREADS_API_SECRET/)).toContain('differently');
    others.stop();
    expect(await others.exitCode).toBe(0);
  });

  it('is another one each time, unless it is given a seed', async () => {
    const start = async (...argv: readonly string[]): Promise<readonly string[]> => {
      const program = run('--port', '0', '--env', '--user', 'alice', ...argv);
      await program.line(/THREADS_ACCESS_TOKEN/);
      const [address = ''] = program.lines.splice(0, 1);
      const users = await fetch(`${address.split('=')[1]}/__emulator/control/users`);
      const ids = await users.text();
      program.stop();
      await program.exitCode;
      return [...program.lines, ids];
    };
    const [first, second] = [await start(), await start()];
    // Only the redirect URI is the same.
    expect(first.filter((line) => second.includes(line))).toEqual([
      'THREADS_REDIRECT_URI=http://localhost:3000/callback',
    ]);
    expect(await start('--seed', '3')).toEqual(await start('--seed', '3'));
  });

  it('gives out nothing that follows from what everybody may see', async () => {
    const program = run('--port', '0', '--env', '--user', 'alice');
    await program.line(/THREADS_ACCESS_TOKEN/);
    const variables = parseEnv(program.lines.join('\n'));
    // Whoever sees an id finds the seed.
    const state = await fetch(`${variables['THREADS_EMULATOR']}/__emulator/control/state`);
    const { seed, app }: EmulatorSnapshot = JSON.parse(await state.text());
    program.stop();
    await program.exitCode;
    const guess = createEmulator({ seed, app: { clientId: app.clientId }, users: [{ username: 'alice' }] });
    expect(guess.app.clientSecret).not.toBe(variables['THREADS_API_SECRET']);
    expect(guess.issueToken({ username: 'alice' }).accessToken).not.toBe(variables['THREADS_ACCESS_TOKEN']);
  });

  it('logs a line for each request, in which nothing of the caller works on the terminal', async () => {
    const program = run('--port', '0', '--env', '--log', '--user', 'alice');
    await program.line(/THREADS_ACCESS_TOKEN/);
    const variables = parseEnv(program.lines.join('\n'));
    const url = variables['THREADS_EMULATOR'] ?? '';
    const token = variables['THREADS_ACCESS_TOKEN'] ?? '';
    await fetch(`${url}/v1.0/me?access_token=${token}`);
    await fetch(`${url}/me?fields=${encodeURIComponent('\u001b[2J\n')}&access_token=${token}`);
    await fetch(`${url}/nowhere%0Aelse`);
    await fetch(`${url}/@alice`);
    program.stop();
    expect(await program.exitCode).toBe(0);
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
    expect(program.errors).toEqual([
      expect.stringMatching(new RegExp(`^${time} GET /v1\\.0/me getUser @alice 200 \\d+ ms$`)),
      expect.stringMatching(/ GET \/me getUser @alice 400 2500: .*\\u001b\[2J\\u000a.* \d+ ms$/),
      expect.stringMatching(/ GET \/nowhere%0Aelse - - \d+ .* ms$/),
    ]);
    expect(program.errors.join()).not.toContain(token);
  });

  it('tells of what cannot be reached', async () => {
    for (const command of [['trigger', 'reply'], ['webhooks'], ['webhooks', 'resend', '1']]) {
      const program = run(...command, '--url', 'http://127.0.0.1:1');
      expect(await program.exitCode).toBe(1);
      expect(program.errors).toEqual([
        expect.stringMatching(/no emulator answers at http:\/\/127\.0\.0\.1:1 \(.+\): start one/),
      ]);
    }
  });
});
