import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { platform } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { createVirtualClock } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
import { serveEmulator } from '../serve-emulator.ts';
import { createMachine, type Machine, type Ran } from '../threads.ts';
import { filesWith } from './consent.ts';

const hour = 60 * 60 * 1000;
// A day and more behind, so that its tokens are of an age here.
const clock = createVirtualClock(Date.now() - 30 * hour);
const { emulator, url } = await serveEmulator({
  clock,
  users: [{ username: 'alice' }, { username: 'bob' }, { username: 'carol', tester: false }],
});
const variables = { THREADS_EMULATOR: url };
const sealingKey = (): string => randomBytes(32).toString('base64url');

interface Login extends Ran {
  readonly token: string;
}

/** Logs somebody in with a token. */
async function logIn(
  machine: Machine,
  username: string,
  options: { readonly env?: Readonly<Record<string, string>>; readonly args?: readonly string[] } = {},
): Promise<Login> {
  const { accessToken: token } = emulator.issueToken({ username });
  const { args = [], env = {} } = options;
  const ran = await machine.run(['login', '--token-stdin', ...args], { input: `${token}\n`, env });
  expect(ran.stdout + ran.stderr).not.toContain(token);
  return { ...ran, token };
}

describe('threads login --token-stdin', () => {
  it('keeps a token, with what Threads says of it', async () => {
    const machine = createMachine(variables);
    expect(await logIn(machine, 'bob')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^Logged in as bob\.[^]*threads_delete[^]*in 58 days/),
    });
  });

  it('says what is not known of a token where Threads does not say', async () => {
    const machine = createMachine(variables);
    const { code, stdout, stderr } = await logIn(machine, 'carol', { args: ['--json'] });
    expect(code).toBe(0);
    expect(stderr).toMatch(/to testers of the app only[^]*in 60 days at most/);
    expect(JSON.parse(stdout)).not.toHaveProperty('scopes');
  });

  it('takes nothing that is no token, and says which input is awaited', async () => {
    const machine = createMachine(variables);
    const nothing = await machine.run(['login', '--token-stdin']);
    expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining('no token on standard input') });
    const two = await machine.run(['login', '--token-stdin'], { input: 'THAA one two' });
    expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('white space') });
    expect(two.stderr).not.toContain('THAA');
    const unknown = await machine.run(['login', '--token-stdin', '--json'], { input: 'THAAunknown' });
    expect(unknown.code).toBe(4);
    expect(JSON.parse(unknown.stderr)).toMatchObject({
      error: { code: 'TOKEN_INVALID', remedy: expect.stringMatching(/^Copy the whole token/), exitCode: 4 },
    });
    expect(unknown.stderr).not.toContain('THAAunknown');
    const both = await machine.run(['login', '--token-stdin', '--no-browser']);
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be used with') });
  });
});

describe('several accounts', () => {
  it('are told apart, chosen, and forgotten', async () => {
    const machine = createMachine(variables);
    const json = async (...args: readonly string[]): Promise<unknown> => {
      const { stdout } = await machine.run([...args, '--json']);
      return JSON.parse(stdout);
    };
    await logIn(machine, 'alice');
    await logIn(machine, 'bob');
    expect(await json('whoami')).toMatchObject({ username: 'bob', current: true });
    expect(await json('whoami', '--account', '@Alice')).toMatchObject({ username: 'alice', current: false });
    expect(await json('use', 'alice')).toEqual({ username: 'alice', id: emulator.users[0]?.id });
    expect(await json('profile')).toMatchObject({ username: 'alice' });
    const { stdout: all } = await machine.run(['whoami', '--all']);
    expect(all).toMatch(/\* +alice[^\n]*58 +no[^\n]*\n +bob/);

    const stranger = await machine.run(['use', 'zoe']);
    expect(stranger).toMatchObject({ code: 4, stderr: expect.stringContaining('These are: alice, bob') });
    const contrary = await machine.run(['logout', 'bob', '--all']);
    expect(contrary).toMatchObject({ code: 2 });

    const logout = await machine.run(['logout']);
    expect(logout).toMatchObject({
      code: 0,
      stdout: 'alice is forgotten here.\n',
      stderr: expect.stringMatching(/Threads keeps what was granted[^]*Choose an account/),
    });
    const { stdout: left } = await machine.run(['whoami', '--all', '--json']);
    expect(JSON.parse(left)).toMatchObject({ data: [{ username: 'bob', current: false }] });
    const refused = await machine.run(['refresh']);
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('No account is chosen') });
    expect(await json('logout', '--all')).toEqual({ data: [{ username: 'bob', id: emulator.users[1]?.id }] });
    const nobody = await machine.run(['logout']);
    expect(nobody).toMatchObject({ code: 4, stderr: expect.stringContaining('Nobody is logged in') });
  });

  it('fit a narrow terminal, in colours unless NO_COLOR is set', async () => {
    const machine = createMachine(variables);
    await logIn(machine, 'alice');
    const { screen } = await machine.type(['whoami', '--all'], { columns: 60 });
    expect(screen).toContain('\u001B[1m');
    expect(screen.split('\r\n').some((line) => line.endsWith('…'))).toBe(true);
    const { screen: plain } = await machine.type(['whoami'], { env: { NO_COLOR: '1' } });
    expect(plain).toContain('alice');
    expect(plain).not.toContain('\u001B[1m');
  });
});

describe('what is kept', () => {
  it('is in the database alone, and after a logout nowhere', async () => {
    const machine = createMachine(variables);
    await machine.run(['whoami', '--all']);
    // As another program does that runs meanwhile: then the log beside the database stays.
    const other = new DatabaseSync(join(machine.home, 'threads.sqlite'));
    other.prepare('SELECT count(*) FROM accounts').all();
    const { token } = await logIn(machine, 'alice');
    expect(filesWith(machine, token)).toContain('threads.sqlite');
    expect(filesWith(machine, token).every((name) => name.startsWith('threads.sqlite'))).toBe(true);
    await machine.run(['logout']);
    expect(filesWith(machine, token)).toEqual([]);
    other.close();
  });

  it('is sealed with the key in the variable, and opened with nothing else', async () => {
    const machine = createMachine(variables);
    const bare = await logIn(machine, 'alice');
    const env = { THREADS_SEALING_KEY: sealingKey() };
    const { token, stdout } = await logIn(machine, 'alice', { env });
    expect(stdout).toContain('sealed with the key in THREADS_SEALING_KEY');
    expect([bare.token, token].flatMap((each) => filesWith(machine, each))).toEqual([]);
    expect(await machine.run(['profile'], { env })).toMatchObject({ code: 0 });
    for (const wrong of [{}, { THREADS_SEALING_KEY: sealingKey() }]) {
      const { code, stderr } = await machine.run(['profile'], { env: wrong });
      expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining('THREADS_SEALING_KEY') });
    }
    // One that cannot be read hides no other.
    await logIn(machine, 'bob');
    const { code, stdout: all, stderr } = await machine.run(['whoami', '--all', '--json']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('login of alice cannot be read'),
    });
    expect(JSON.parse(all)).toMatchObject({
      data: [
        { username: 'alice', sealed_by: 'variable' },
        { username: 'bob', days_left: 58 },
      ],
    });
  });

  it('is not touched by a key that is none', async () => {
    const machine = createMachine(variables);
    const { code, stderr } = await machine.run(['whoami'], { env: { THREADS_SEALING_KEY: 'too short!' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/white space[^]*10 characters and not 43[^]*base64url/);
    expect(stderr).not.toContain('too short!');
  });

  // On other systems there is one, and it is that of whoever runs the tests.
  it.skipIf(platform !== 'linux')('is not sealed by half where there is no keyring', async () => {
    const machine = createMachine(variables);
    const { code, stderr } = await logIn(machine, 'alice', { args: ['--keyring'] });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('The keyring of this machine'),
    });
    const { stdout } = await machine.run(['whoami', '--all', '--json']);
    expect(JSON.parse(stdout)).toEqual({ data: [] });
  });

  it('is refused in a folder that cannot be used', async () => {
    const { code, stderr } = await createMachine({ ...variables, THREADS_HOME: '/dev/null/threads' }).run([
      'login',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('THREADS_HOME') });
  });
});

describe('a token in THREADS_ACCESS_TOKEN', () => {
  it('goes before the current account, and cannot be refreshed', async () => {
    const machine = createMachine(variables);
    await logIn(machine, 'alice');
    const { accessToken } = emulator.issueToken({ username: 'bob' });
    const env = { THREADS_ACCESS_TOKEN: accessToken };
    const { stdout, stderr } = await machine.run(['whoami', '--json'], { env });
    expect(JSON.parse(stdout)).toEqual({
      username: 'bob',
      id: emulator.users[1]?.id,
      origin: url,
      current: true,
      kept_in: 'THREADS_ACCESS_TOKEN',
      sealed_by: null,
    });
    expect(stderr).toContain('It cannot be refreshed');
    const login = await logIn(machine, 'alice', { env });
    expect(login).toMatchObject({ code: 0, stderr: expect.stringContaining('goes before this account') });
    const refresh = await machine.run(['refresh'], { env });
    expect(refresh).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('threads login --token-stdin'),
    });
    expect(await machine.run(['whoami', '--account', 'alice'], { env })).toMatchObject({
      stdout: expect.stringContaining('alice'),
      stderr: '',
    });
    expect(stdout + stderr + refresh.stderr).not.toContain(accessToken);
  });

  it('is told apart from an emulator, where nobody needs to log in', async () => {
    const { code, stdout, stderr } = await createMachine(variables).run(['whoami']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/username +alice[^]*kept in +the emulator/);
    expect(stderr).toContain('Nobody is logged in');
  });
});

describe('threads refresh', () => {
  it('says from when on a young token can be refreshed', async () => {
    const machine = createMachine(variables);
    await logIn(machine, 'carol'); // of whose token nobody says when it ends
    const { code, stderr } = await machine.run(['refresh', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'TOKEN_TOO_YOUNG', retryAt: expect.any(String) },
    });
    const all = await machine.run(['refresh', '--all', '--json']);
    expect(all.code).toBe(0);
    expect(JSON.parse(all.stdout)).toMatchObject({
      data: [{ username: 'carol', refreshed: false, error: { code: 'TOKEN_TOO_YOUNG' } }],
    });
  });

  it('lets a login last for 60 days again, and tells of each that it does not', async () => {
    const machine = createMachine(variables);
    await logIn(machine, 'alice');
    const { token } = await logIn(machine, 'bob');
    // Here the token is 30 hours old, at the emulator it has just been made.
    const tooSoon = await machine.run(['refresh']);
    expect(tooSoon).toMatchObject({ code: 1, stderr: expect.stringContaining('at least 24 hours old') });
    clock.advance(25 * hour);
    const { code, stdout } = await machine.run(['refresh']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^bob is logged in until \d{4}-\d\d-\d\d\.\n$/);
    expect(filesWith(machine, token).filter((name) => !name.endsWith('-wal'))).toEqual([]);
    const { stdout: who } = await machine.run(['whoami', '--json']);
    expect(JSON.parse(who)).toMatchObject({ username: 'bob', days_left: 59 });

    emulator.revokeGrant({ username: 'alice' });
    const all = await machine.run(['refresh', '--all', '--json']);
    expect(all.code).toBe(4);
    expect(JSON.parse(all.stdout)).toMatchObject({
      data: [
        { username: 'alice', refreshed: false, error: { code: 'TOKEN_INVALID' } },
        { username: 'bob', refreshed: false, error: { code: 'TOKEN_TOO_YOUNG' } },
      ],
    });
    expect(all.stderr).toContain('1 of 2 could not be refreshed');
  });
});
