import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveEmulator } from '../serve-emulator.ts';
import { createMachine, type Machine } from '../threads.ts';

interface Finding {
  readonly check: string;
  readonly level: string;
  readonly message: string;
  readonly remedy?: string;
}

const redirectUri = 'https://localhost:3000/callback';
const { emulator, url } = await serveEmulator({
  app: { clientId: '123456', clientSecret: 'the-secret', redirectUris: [redirectUri] },
  users: [{ username: 'alice' }, { username: 'carol', tester: false }],
});
const app = {
  THREADS_EMULATOR: url,
  THREADS_APP_ID: '123456',
  THREADS_API_SECRET: 'the-secret',
  THREADS_REDIRECT_URI: redirectUri,
};

/** What the doctor finds, and how it ends. */
async function examine(
  machine: Machine,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly findings: readonly Finding[] }> {
  const { code, stdout, stderr } = await machine.run(['doctor', '--json'], { env });
  expect(stdout + stderr).not.toContain('the-secret');
  return { code, findings: JSON.parse(stdout).data };
}

/** A token of somebody who granted this. */
function tokenOf(username: string, scopes?: readonly string[]): Readonly<Record<string, string>> {
  const { accessToken } = emulator.issueToken({ username, ...(scopes && { scopes }) });
  return { THREADS_ACCESS_TOKEN: accessToken };
}

describe('threads doctor', () => {
  it('finds nothing where all is well, and says so in colours, which NO_COLOR turns off', async () => {
    const machine = createMachine(app);
    const { code, findings } = await examine(machine, tokenOf('alice'));
    expect(code).toBe(0);
    expect(findings.map(({ level }) => level)).not.toContain('problem');
    for (const check of ['app id', 'secret', 'redirect', 'account', 'tester', 'quota', 'clock', 'connection'])
      expect(findings).toContainEqual(expect.objectContaining({ check, level: 'ok' }));
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'storage',
        message: expect.stringContaining('this emulator takes files'),
      }),
    );
    const { screen } = await machine.type(['doctor'], { columns: 60 });
    expect(screen).toContain('\u001B[32mok');
    const { stdout } = await machine.run(['doctor']);
    expect(stdout).toMatch(/^ok +node: Node \d/);
    expect(stdout).not.toContain('\u001B');
  });

  it('sees the id of another app, and a secret that is not its own', async () => {
    const machine = createMachine({ ...app, THREADS_APP_ID: '999' });
    const { code, findings } = await examine(machine);
    expect(code).toBe(1);
    expect(findings).toContainEqual({
      check: 'app id',
      level: 'problem',
      message: expect.stringContaining('1349026'),
      remedy: 'Set THREADS_APP_ID to the Threads app id, not to that of the Meta app.',
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'secret',
        level: 'problem',
        remedy: expect.stringContaining('Set THREADS_API_SECRET'),
      }),
    );
  });

  it('sees a redirect address that is not registered to the letter', async () => {
    const { code, findings } = await examine(
      createMachine({ ...app, THREADS_REDIRECT_URI: `${redirectUri}/` }),
    );
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'redirect',
        level: 'problem',
        message: expect.stringContaining('1349168'),
      }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ check: 'app id', level: 'ok' }));
  });

  it('says what each missing permission costs', async () => {
    const { code, findings } = await examine(createMachine(app), tokenOf('alice', ['threads_basic']));
    expect(code).toBe(0);
    const missing = findings.filter(({ check, level }) => check === 'permissions' && level === 'warning');
    expect(missing).toHaveLength(10);
    expect(missing).toContainEqual(
      expect.objectContaining({ message: 'threads_delete is missing. It is for: delete.' }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ check: 'profile', level: 'unknown' }));
  });

  it('takes a limit of calls that is reached for no fault of the set-up', async () => {
    emulator.planFault({ kind: 'error', preset: 'rate-limited', operation: 'getUser', times: Infinity });
    const { code, findings } = await examine(createMachine(app), tokenOf('alice'));
    emulator.clearFaults();
    expect(code).toBe(0);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'account', level: 'unknown', remedy: expect.stringMatching(/^Wait/) }),
    );
  });

  it('leaves open what Threads does not tell, with what to look at', async () => {
    const { code, findings } = await examine(createMachine(app), tokenOf('carol'));
    expect(code).toBe(0);
    expect(findings).toContainEqual({
      check: 'tester',
      level: 'unknown',
      message: expect.stringContaining('cannot be asked'),
      remedy: expect.stringContaining('1349245'),
    });
    expect(findings).toContainEqual(expect.objectContaining({ check: 'permissions', level: 'unknown' }));
    expect(findings).toContainEqual(expect.objectContaining({ check: 'token', level: 'unknown' }));
  });

  it('sees a token that does not work, and who else can read what is kept', async () => {
    const machine = createMachine(app);
    await machine.run(['whoami', '--all']);
    chmodSync(join(machine.home, 'threads.sqlite'), 0o644);
    chmodSync(machine.home, 0o755);
    const { code, findings } = await examine(machine, { THREADS_ACCESS_TOKEN: 'THAAwrong' });
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'account',
        level: 'problem',
        remedy: expect.stringMatching(/^Set it to a token that works/),
      }),
    );
    expect(JSON.stringify(findings)).not.toContain('THAAwrong');
    const secrets = findings.filter(({ check, level }) => check === 'secrets' && level !== 'ok');
    expect(secrets.map(({ level, remedy }) => `${level}: ${remedy}`)).toEqual([
      `warning: chmod 700 "${machine.home}"`,
      `problem: chmod 600 "${join(machine.home, 'threads.sqlite')}"`,
    ]);
  });

  it('sees what is no id and no address before it asks, and a storage that is set up by half', async () => {
    const { findings } = await examine(
      createMachine({
        ...app,
        THREADS_APP_ID: 'mine',
        THREADS_REDIRECT_URI: 'http://app.example',
        THREADS_FOLDER: '/no/such/folder',
      }),
    );
    const problems = findings.filter(({ level }) => level === 'problem');
    expect(problems.map(({ check, message }) => `${check}: ${message}`)).toEqual([
      'app id: The id of the app is no number.',
      expect.stringMatching(/^redirect: .* is not https/),
      expect.stringMatching(/^storage: .*THREADS_FOLDER_URL/),
      'storage: THREADS_FOLDER names no folder.',
    ]);
  });

  it('sees that the clock is wrong, and that nobody answers', async () => {
    const late = createServer((_, response) => {
      response
        .setHeader('date', new Date(Date.now() + 5 * 60 * 1000).toUTCString())
        .writeHead(404)
        .end();
    });
    await once(late.listen(0, '127.0.0.1'), 'listening');
    const address = Object(late.address());
    const machine = createMachine({ THREADS_EMULATOR: `http://127.0.0.1:${address.port}` });
    const { findings } = await examine(machine);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'clock',
        level: 'warning',
        message: expect.stringMatching(/(299|300|301) seconds behind/),
      }),
    );
    late.close();
    late.closeAllConnections();
    const { code, findings: alone } = await examine(machine);
    expect(code).toBe(1);
    expect(alone).toContainEqual(
      expect.objectContaining({
        check: 'connection',
        level: 'problem',
        message: expect.stringContaining('ECONNREFUSED'),
      }),
    );
  });
});
