import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { makeAuthority, makeCertificate } from '../src/bin/make-certificates.ts';
import { program, startProgram, type RunningProgram } from './program.ts';
import { ask } from './wire.ts';

const home = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
afterAll(() => rmSync(home, { recursive: true }));
const env = { XDG_DATA_HOME: home, HOME: home, LOCALAPPDATA: home };
const start = (...args: string[]): Promise<RunningProgram> =>
  startProgram(['--https', '--user', 'alice', ...args], env);

const printed = ({ text }: RunningProgram, name: string): string =>
  new RegExp(`^  ${name} +(\\S.*)$`, 'm').exec(text)?.[1] ?? '';

/** Runs another program, in an environment that says nothing of proxies but this. */
async function run(
  command: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: unknown; readonly out: string; readonly errors: string }> {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/proxy|^node_|^ssl_|^curl_|^requests_/i.test(name),
  );
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(clean), ...more },
    timeout: 20_000,
  });
  const [out, errors, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, out, errors };
}

/** Whether there is a Python that can do this. */
function python(source: string): boolean {
  return spawnSync('python3', ['-c', source]).status === 0;
}

const client = fileURLToPath(new URL('foreign/built-in-host.ts', import.meta.url));
const hasCurl = spawnSync('curl', ['--version']).status === 0;
// Whether fetch heeds HTTPS_PROXY where it is told to.
const knowsProxies = process.allowedNodeEnvironmentFlags.has('--use-env-proxy');

describe('threads-emulator --https', () => {
  it.skipIf(!knowsProxies)(
    'is where a Node client with built-in addresses logs in and publishes, by the two variables that it prints',
    async () => {
      await using running = await start();
      const proxy = /HTTPS_PROXY=(\S+)/.exec(running.text)?.[1] ?? '';
      expect(proxy).toBe(`http://localhost:${new URL(running.url).port}`);
      const authority = /^NODE_EXTRA_CA_CERTS="(.*)"$/.exec(printed(running, 'Node'))?.[1] ?? '';
      expect(authority).toBe(printed(running, 'Certificate'));
      const app = ['App id', 'App secret', 'Redirect URI'].map((name) => printed(running, name));
      const variables = { NODE_EXTRA_CA_CERTS: authority, HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: '1' };
      expect(await run(process.execPath, [client, ...app], variables)).toMatchObject({
        code: 0,
        out: '["Two","One"]\n',
      });
      expect(running.errors()).toBe('');

      const other = await run(
        process.execPath,
        ['-e', 'await fetch("https://elsewhere.example")'],
        variables,
      );
      expect(other.code).toBe(1);
      await expect.poll(() => running.errors()).toContain('asked for a tunnel to elsewhere.example:443');
    },
  );

  it.skipIf(!knowsProxies)(
    'is where a command of exec logs in and publishes that has built-in addresses, and trusts what it trusted before',
    async () => {
      const { own, server, at } = await serveElsewhere();
      const source = `
        const { THREADS_APP_ID, THREADS_API_SECRET, THREADS_REDIRECT_URI, THREADS_EMULATOR, NODE_EXTRA_CA_CERTS, NO_PROXY, HTTPS_PROXY, https_proxy } = process.env;
        process.argv.push(THREADS_APP_ID, THREADS_API_SECRET, THREADS_REDIRECT_URI);
        process.argv.splice(1, 0, 'program');
        await import(${JSON.stringify(pathToFileURL(client).href)});
        console.log(await (await fetch(${JSON.stringify(at)})).text(), (await fetch(THREADS_EMULATOR)).status);
        console.log(NODE_EXTRA_CA_CERTS, NO_PROXY, HTTPS_PROXY === https_proxy);`;
      const command = [process.execPath, '--input-type=module', '--eval', source];
      const given = {
        ...env,
        NODE_EXTRA_CA_CERTS: own,
        no_proxy: 'elsewhere.example',
        https_proxy: 'http://127.0.0.1:1',
      };
      const args = [program, 'exec', '--https', '--user', 'alice', '--', ...command];
      const ran = await run(process.execPath, args, given);
      expect(ran).toMatchObject({ code: 0, errors: '' });
      const [posts, answers, variables = ''] = ran.out.split('\n');
      expect([posts, answers]).toEqual(['["Two","One"]', 'mine 200']);
      const [file = '', ...proxies] = variables.split(' ');
      expect(proxies).toEqual(['elsewhere.example,localhost,127.0.0.1,::1', 'true']);
      expect(existsSync(file)).toBe(false); // it was of the run
      server.close();
    },
  );

  it('says so where what a command trusted cannot be read', async () => {
    const none = join(home, 'none.pem');
    const args = [program, 'exec', '--https', '--', process.execPath, '-e', ''];
    const ran = await run(process.execPath, args, { ...env, NODE_EXTRA_CA_CERTS: none });
    expect(ran.code).toBe(0);
    expect(ran.errors).toContain(
      `threads-emulator: the command trusts nothing of NODE_EXTRA_CA_CERTS: there is no file ${none}\n`,
    );
  });

  it('leaves all hosts exempt from proxies that were, and says what follows', async () => {
    const source = 'console.log(process.env.NO_PROXY, process.env.no_proxy)';
    const args = [program, 'exec', '--https', '--', process.execPath, '-e', source];
    expect(await run(process.execPath, args, { ...env, NO_PROXY: '*' })).toEqual({
      code: 0,
      out: '* *\n',
      errors: expect.stringContaining(
        'NO_PROXY is *, so that the command goes to the hosts of Threads themselves',
      ),
    });
  });

  // Each with its own way to be told what to trust, at Meta's address and at that of the emulator.
  const fetchers: Readonly<Record<string, readonly [is: boolean, command: readonly string[]]>> = {
    curl: [hasCurl, ['curl', '-sS']],
    'urllib of Python': [
      python('import ssl, urllib.request'),
      [
        'python3',
        '-c',
        'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())',
      ],
    ],
    'requests of Python': [
      python('import requests'),
      ['python3', '-c', 'import sys, requests; print(requests.get(sys.argv[1]).text)'],
    ],
  };
  it.for(Object.entries(fetchers))(
    'is trusted by a command of exec with %s, besides what that trusted before',
    async ([name, [isThere, fetcher]], { skip }) => {
      skip(!isThere, `${name} is not on this machine`);
      const { own, server, at } = await serveElsewhere();
      const source = `
        import { execFileSync } from 'node:child_process';
        const [command, ...args] = ${JSON.stringify(fetcher)};
        const { THREADS_EMULATOR, THREADS_ACCESS_TOKEN } = process.env;
        const me = '/v1.0/me?fields=username&access_token=' + THREADS_ACCESS_TOKEN;
        for (const url of ['https://graph.threads.net' + me, THREADS_EMULATOR + me, process.argv[1]])
          console.log(String(execFileSync(command, [...args, url])).trim());`;
      const command = [process.execPath, '--input-type=module', '--eval', source];
      const args = [program, 'exec', '--https', '--user', 'alice', '--', ...command, at];
      const ran = await run(process.execPath, args, { ...env, SSL_CERT_FILE: own, CURL_CA_BUNDLE: own });
      server.close();
      expect(ran).toMatchObject({ code: 0, errors: '' });
      const answers = ran.out.trim().split('\n');
      expect(answers).toEqual([
        expect.stringContaining('"alice"'),
        expect.stringContaining('"alice"'),
        'mine',
      ]);
    },
  );

  it('makes a command trust what the system does, where nothing else was named', async () => {
    const source = `
      import { readFileSync } from 'node:fs';
      for (const name of ['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])
        console.log(readFileSync(process.env[name], 'utf8').split('BEGIN CERTIFICATE').length > 20);`;
    const command = [process.execPath, '--input-type=module', '--eval', source];
    const ran = await run(process.execPath, [program, 'exec', '--https', '--', ...command], env);
    expect(ran).toEqual({ code: 0, out: 'true\ntrue\ntrue\nfalse\n', errors: '' });
  });

  it('says truly that Node does not heed the certificate from a file', async () => {
    const file = join(home, '.env');
    await using running = await start('--write-env', file);
    expect(readFileSync(file, 'utf8')).toMatch(/^# Node heeds the next line only.*\nNODE_EXTRA_CA_CERTS=/m);
    const asking = ['-e', 'await fetch(process.env.THREADS_EMULATOR)'];
    expect(await run(process.execPath, [`--env-file=${file}`, ...asking])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    });
    const exported = { NODE_EXTRA_CA_CERTS: printed(running, 'Certificate') };
    expect(await run(process.execPath, [`--env-file=${file}`, ...asking], exported)).toMatchObject({
      code: 0,
    });
  });

  it('is trusted by trigger and webhooks', async () => {
    await using running = await start();
    for (const command of [['trigger', 'publish'], ['webhooks']]) {
      const args = [program, ...command, '--url', running.url];
      expect(await run(process.execPath, args, env)).toMatchObject({ code: 0, errors: '' });
      const elsewhere = { XDG_DATA_HOME: join(home, 'else'), HOME: join(home, 'else') };
      expect(await run(process.execPath, args, elsewhere)).toMatchObject({
        code: 1,
        errors: expect.stringMatching(/the certificate of https:\S+ is not trusted here \(UNABLE/),
      });
    }
  });

  it.skipIf(!hasCurl)('is where curl logs in and publishes at the built-in address', async () => {
    await using running = await start();
    const { port } = new URL(running.url);
    const [id, secret, redirect] = ['App id', 'App secret', 'Redirect URI'].map((name) =>
      printed(running, name),
    );
    const trust = ['-sS', '--cacert', printed(running, 'Certificate'), '--noproxy', '*'];
    // As a line of /etc/hosts would do it, with port 443.
    const curl = async (...args: string[]): Promise<string> => {
      const hosts = ['graph.threads.net', 'www.threads.com'];
      const lead = hosts.flatMap((host) => ['--connect-to', `${host}:443:127.0.0.1:${port}`]);
      return (await run('curl', [...trust, ...lead, ...args])).out;
    };
    const scope = 'threads_basic,threads_content_publish';
    const query = `client_id=${id}&redirect_uri=${redirect}&response_type=code&scope=${scope}`;
    const consent = `https://www.threads.com/oauth/authorize?${query}`;
    const code = /code=([^#&]+)/.exec(
      await curl('-d', 'decision=allow', '-o', join(home, 'page'), '-w', '%{redirect_url}', consent),
    )?.[1];
    const exchange = `client_id=${id}&client_secret=${secret}&grant_type=authorization_code&redirect_uri=${redirect}&code=${code}`;
    const answer = await curl('-d', exchange, 'https://graph.threads.net/oauth/access_token');
    const token: string = JSON.parse(answer).access_token;
    const threads = `https://graph.threads.net/v1.0/me/threads?access_token=${token}`;
    const post = 'media_type=TEXT&text=Hello&auto_publish_text=true';
    expect(JSON.parse(await curl('-d', post, threads))).toEqual({ id: expect.stringMatching(/^\d+$/) });
    const { data, paging } = JSON.parse(await curl(`${threads}&fields=text`));
    expect([data[0].text, paging.next]).toEqual(['Hello', undefined]);

    const tunnelled = await run('curl', ['-sS', '--cacert', printed(running, 'Certificate'), threads], {
      HTTPS_PROXY: `http://localhost:${port}`,
    });
    expect(JSON.parse(tunnelled.out).data).toHaveLength(1);
  });

  it.skipIf(!hasCurl)('prints a request that works as it stands', async () => {
    await using running = await start();
    const line = /^  (curl .*-d .*)$/m.exec(running.text)?.[1] ?? '';
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const { out } = await run('curl', ['-sS', '--noproxy', '*', ...words.slice(1)]);
    expect(JSON.parse(out)).toEqual({ id: expect.stringMatching(/^\d+$/) });
  });

  it('says in the terminal why a client without trust gets nothing', async () => {
    await using running = await start();
    const asked = await run(process.execPath, ['-e', `await fetch(${JSON.stringify(running.url)})`]);
    expect(asked).toMatchObject({
      code: 1,
      errors: expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    });
    await expect.poll(() => running.errors()).toContain('most likely since it does not trust it');
    if (!hasCurl) return;
    expect(await run('curl', ['-sS', '--noproxy', '*', running.url])).toMatchObject({ code: 60 });
    await expect.poll(() => running.errors()).toContain('does not trust the certificate (unknown ca)');
  });

  it('has the same authority at every start, also when two make it at once', async () => {
    const fresh = {
      XDG_DATA_HOME: join(home, 'fresh'),
      HOME: join(home, 'fresh'),
      LOCALAPPDATA: join(home, 'fresh'),
    };
    const starts = [startProgram(['--https'], fresh), startProgram(['--https'], fresh)] as const;
    await using one = await starts[0];
    await using other = await starts[1];
    const [file, same] = [one, other].map((program) => printed(program, 'Certificate'));
    expect(same).toBe(file);
    for (const { url } of [one, other]) {
      const asking = ['-e', `await fetch(${JSON.stringify(url)})`];
      const { code } = await run(process.execPath, asking, { NODE_EXTRA_CA_CERTS: file ?? '' });
      expect(code).toBe(0);
    }
  });
});

describe('threads-emulator', () => {
  it('prints an address of its own in every answer, and answers to names that it was told', async () => {
    const args = ['--public-url', 'https://threads.example', '--allow-host', 'emulator', '--user', 'alice'];
    await using running = await startProgram(args);
    expect(printed(running, 'Public URL')).toBe('https://threads.example');
    const token = running.token('alice');
    const post = { media_type: 'TEXT', text: 'a', auto_publish_text: 'true', access_token: token };
    for (const host of ['emulator:4000', 'threads.example']) {
      const options = {
        method: 'POST',
        headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      };
      const { status } = await ask(`${running.url}/me/threads`, options, String(new URLSearchParams(post)));
      expect(status).toBe(200);
    }
    const page = await ask(`${running.url}/me/threads?limit=1&access_token=${token}`);
    expect(JSON.parse(page.body).paging.next).toMatch(/^https:\/\/threads\.example\/me\/threads\?/);
    expect((await ask(running.url, { headers: { host: 'evil.test' } })).status).toBe(403);
    expect((await ask(running.url, { headers: { host: 'evil.test' } })).status).toBe(403);
    await expect
      .poll(() => running.errors())
      .toMatch(/^threads-emulator: .*--allow-host evil\.test[^\n]*\n$/);
  });
});

/** A server of the command's own, and the file with the authority of its certificate, which is another one. */
async function serveElsewhere(): Promise<{
  readonly own: string;
  readonly server: Server;
  readonly at: string;
}> {
  const other = makeAuthority(new Date());
  const own = join(home, 'own.pem');
  writeFileSync(own, other.cert);
  const server = createServer(makeCertificate(other, ['localhost'], new Date()), (_, response) => {
    response.end('mine');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { own, server, at: `https://localhost:${Object(server.address()).port}` };
}
