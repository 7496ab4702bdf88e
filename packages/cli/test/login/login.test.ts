import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { platform } from 'node:process';
import { describe, expect, it } from 'vitest';
import { serveEmulator } from '../serve-emulator.ts';
import { createMachine, type Machine, type Ran } from '../threads.ts';
import {
  argumentsOf,
  answerConsent,
  codeIn,
  consentAddress,
  filesWith,
  freePort,
  modeOf,
  openPage,
} from './consent.ts';

const port = await freePort();
const here = `https://localhost:${port}/callback`;
const elsewhere = 'https://app.example/callback';
const secret = 'the-secret-of-the-app';
const { emulator, url } = await serveEmulator({
  app: { clientId: '123456', clientSecret: secret, redirectUris: [here, elsewhere] },
  users: [{ username: 'alice' }, { username: 'bob' }],
});
const app = { THREADS_EMULATOR: url, THREADS_APP_ID: '123456', THREADS_API_SECRET: secret };
const usual =
  'threads_basic threads_content_publish threads_delete threads_manage_insights threads_manage_mentions threads_manage_replies threads_read_replies';

/** A machine where the app's variables are set. */
function machineWithApp(variables: Readonly<Record<string, string>> = {}): Machine {
  return createMachine({ ...app, THREADS_REDIRECT_URI: here, ...variables });
}

/** Logs in by pasting the address that a person came back to. */
async function logIn(
  machine: Machine,
  {
    username = 'alice',
    args = [],
    env = {},
  }: {
    readonly username?: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Ran & { readonly location: string }> {
  const running = machine.start(['login', ...args], { env });
  const location = await answerConsent(await running.shown('stderr', consentAddress), { username });
  running.write(location);
  return { ...(await running.ended), location };
}

/** What Threads has given out as tokens, as far as its log says: none may be seen anywhere. */
function secretsOf({ location }: { readonly location: string }): readonly string[] {
  return [secret, codeIn(location)];
}

describe('a login', () => {
  it('takes the address that is pasted, says who it is, and shows no secret', async () => {
    const machine = machineWithApp();
    const running = machine.start(['login', '--json']);
    const asked = await running.shown('stderr', consentAddress);
    expect(new URL(asked).searchParams.get('scope')?.split(',')).toEqual(usual.split(' '));
    await running.shown('stderr', /warn about the certificate.*paste the address/s);
    const location = await answerConsent(asked);
    expect(argumentsOf(running.pid)).not.toMatch(/secret|state|code/);
    running.write(location);
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr });
    expect(JSON.parse(stdout)).toEqual({
      username: 'alice',
      id: emulator.users[0]?.id,
      origin: url,
      current: true,
      kept_in: join(machine.home, 'threads.sqlite'),
      sealed_by: null,
      scopes: usual.split(' '),
      expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      days_left: 59,
    });
    for (const hidden of secretsOf({ location })) expect(stdout + stderr).not.toContain(hidden);
    expect(stdout + stderr).not.toContain('THAA');
    expect([machine.home, join(machine.home, 'threads.sqlite')].map(modeOf)).toEqual([0o700, 0o600]);
  });

  it('takes the browser that comes back, and nothing that does not belong to it', async () => {
    const machine = machineWithApp();
    const running = machine.start(['login']);
    const location = await answerConsent(await running.shown('stderr', consentAddress), { username: 'bob' });
    const forged = new URL(location);
    forged.searchParams.set('state', 'forged');
    expect(await openPage(`https://localhost:${port}/favicon.ico`)).toMatchObject({ status: 404 });
    expect(await openPage(forged.href)).toMatchObject({
      status: 400,
      text: expect.stringContaining('goes on waiting'),
    });
    expect(await openPage(`${here}?error=access_denied`)).toMatchObject({ status: 400 });
    expect(await openPage(`${here}?error_code:1349168`)).toMatchObject({ status: 400 });
    const arrived = await openPage(location);
    expect(arrived).toMatchObject({ status: 200, text: expect.stringContaining('Logged in as bob') });
    expect(arrived.csp).toContain("default-src 'none'");
    expect(arrived.text).not.toContain(codeIn(location));
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr });
    expect(stdout).toMatch(/^Logged in as bob\.\n/);
    for (const hidden of secretsOf({ location })) expect(stdout + stderr).not.toContain(hidden);
    await expect(openPage(here)).rejects.toThrow(/ECONNREFUSED|connect/);
  });

  it('ends when the person says no, and keeps nothing', async () => {
    const machine = machineWithApp();
    const running = machine.start(['login']);
    const location = await answerConsent(await running.shown('stderr', consentAddress), { decision: 'deny' });
    expect(await openPage(location)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Not logged in'),
    });
    expect(await running.ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/did not grant the permissions[^]*Type `threads login` again/),
    });
    expect(await machine.run(['whoami', '--all', '--json'])).toMatchObject({
      stdout: '{\n  "data": []\n}\n',
    });
  });

  it('explains the error that Threads shows for a redirect address that is not registered', async () => {
    const machine = machineWithApp({ THREADS_REDIRECT_URI: `${here}/` });
    const running = machine.start(['login']);
    running.write(await answerConsent(await running.shown('stderr', consentAddress)));
    const { code, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('1349168');
    expect(stderr).toContain('Register exactly this THREADS_REDIRECT_URI');
  });

  it('says that a code is too old, in the browser as well', async () => {
    const machine = machineWithApp();
    const running = machine.start(['login']);
    const location = await answerConsent(await running.shown('stderr', consentAddress));
    emulator.clock.advance(61 * 60 * 1000);
    expect(await openPage(location)).toMatchObject({
      status: 400,
      text: expect.stringMatching(/The login failed[^]*threads login/),
    });
    const { code, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/CODE_REJECTED|code[^]*`threads login` again/);
    expect(stderr).not.toContain(codeIn(location));
  });

  it('says that the secret of the app is wrong', async () => {
    const machine = machineWithApp({ THREADS_API_SECRET: 'of-the-meta-app' });
    const { code, stderr } = await logIn(machine);
    expect(code).toBe(1);
    expect(stderr).toContain('Set THREADS_API_SECRET to the Threads app secret');
    expect(stderr).not.toContain('of-the-meta-app');
  });

  it('refuses an address of another login, and goes on', async () => {
    const machine = machineWithApp();
    const running = machine.start(['login']);
    const location = await answerConsent(await running.shown('stderr', consentAddress));
    running.write('what is this?');
    await running.shown('stderr', /That is no address/);
    running.write(location.replace(/state=[^&#]+/, 'state=of-another-login'));
    await running.shown('stderr', /not of this login/);
    running.write(location);
    expect(await running.ended).toMatchObject({ code: 0 });
  });

  it('goes without a listener where the port is taken, or the address is elsewhere, and says why', async () => {
    const taken = createServer();
    await once(taken.listen(port, '127.0.0.1'), 'listening');
    const machine = machineWithApp();
    const login = await logIn(machine);
    taken.close();
    expect(login).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(`Port ${port}[^]*is taken by another`),
    });
    const { code, stderr } = await logIn(machine, { env: { THREADS_REDIRECT_URI: elsewhere } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('not one of this machine') });
    const hopeless = await machine.run(['login'], { env: { THREADS_REDIRECT_URI: elsewhere } });
    expect(hopeless).toMatchObject({ code: 1, stderr: expect.stringContaining('standard input has ended') });
  });

  it('remembers the app, but not its secret', async () => {
    const machine = createMachine({ THREADS_EMULATOR: url });
    const unknown = await machine.run(['login']);
    expect(unknown.code).toBe(2);
    for (const name of ['THREADS_APP_ID', 'THREADS_API_SECRET', 'THREADS_REDIRECT_URI'])
      expect(unknown.stderr).toContain(name);
    await logIn(machine, { env: { ...app, THREADS_REDIRECT_URI: here } });
    expect(filesWith(machine, secret)).toEqual([]);
    const again = await machine.run(['login']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('THREADS_API_SECRET') });
    expect(again.stderr).not.toMatch(/THREADS_APP_ID: is missing/);
    const { code, stderr } = await logIn(machine, { env: { THREADS_API_SECRET: secret } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('The app is 123456') });
  });

  it('names every fault of the app before anything is opened', async () => {
    const machine = machineWithApp({ THREADS_APP_ID: 'mine', THREADS_REDIRECT_URI: 'http://app.example' });
    const { code, stderr } = await machine.run(['login']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/THREADS_APP_ID: must be digits/);
    expect(stderr).toMatch(/THREADS_REDIRECT_URI: must be https/);
    expect(stderr).not.toMatch(consentAddress);
  });

  it('ends with 130 when it is interrupted', async () => {
    const running = machineWithApp().start(['login']);
    await running.shown('stderr', consentAddress);
    expect(await running.end('SIGINT')).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('Nothing was changed'),
    });
  });

  it('says which permissions were left out', async () => {
    const running = machineWithApp().start(['login', '--json']);
    const asked = await running.shown('stderr', consentAddress);
    running.write(await answerConsent(asked, { scope: 'threads_basic,threads_delete' }));
    const { stdout, stderr } = await running.ended;
    expect(JSON.parse(stdout)).toMatchObject({ scopes: ['threads_basic', 'threads_delete'] });
    expect(stderr).toContain(
      'threads_read_replies was not granted: it is for replies, conversation, pending',
    );
  });
});

describe('a login at a terminal', () => {
  it('asks for the app, and shows neither its secret nor the address that is pasted', async () => {
    const machine = createMachine({ THREADS_EMULATOR: url });
    let location = '';
    const { code, screen } = await machine.type(['login', '--no-browser'], {
      columns: 60,
      answers: [
        ['Threads app id', '123456\r'],
        ['Redirect address', `${here}\r`],
        ['Threads app secret', `${secret}\r`],
        [
          consentAddress,
          async (asked) => {
            location = await answerConsent(asked);
            return '';
          },
        ],
        ['Or paste the address', async () => `${location}\r`],
      ],
    });
    expect({ code, screen }).toEqual({ code: 0, screen: expect.stringContaining('Logged in as alice.') });
    for (const hidden of secretsOf({ location })) expect(screen).not.toContain(hidden);
  });

  // Elsewhere the browser of whoever runs the tests would open.
  it.skipIf(platform !== 'linux')('opens the browser, and ends with 130 on Ctrl+C', async () => {
    const machine = machineWithApp();
    const opened = join(machine.home, 'opened');
    const browser = join(machine.home, 'browser');
    writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > '${opened}'\n`);
    chmodSync(browser, 0o700);
    const isOpened = (): boolean =>
      existsSync(opened) && readFileSync(opened, 'utf8').includes('/oauth/authorize?');
    const { code, screen } = await machine.type(['login'], {
      env: { BROWSER: browser },
      answers: [
        [
          'Or paste the address',
          async () => {
            await expect.poll(isOpened).toBe(true);
            return '\u0003';
          },
        ],
      ],
    });
    expect({ code, screen }).toEqual({ code: 130, screen: expect.stringContaining('Interrupted') });
  });

  it('takes the question back when the browser comes', async () => {
    const { code, screen } = await machineWithApp().type(['login', '--no-browser'], {
      answers: [
        [
          consentAddress,
          async (asked) => {
            await openPage(await answerConsent(asked));
            return '';
          },
        ],
      ],
    });
    expect({ code, screen }).toEqual({ code: 0, screen: expect.stringContaining('Logged in as alice.') });
  });

  it('asks for a token without showing it', async () => {
    const { accessToken } = emulator.issueToken({ username: 'bob' });
    const { code, screen } = await machineWithApp().type(['login', '--token-stdin'], {
      answers: [['The token', `${accessToken}\r`]],
    });
    expect({ code, screen }).toEqual({ code: 0, screen: expect.stringContaining('Logged in as bob.') });
    expect(screen).not.toContain(accessToken);
  });
});
