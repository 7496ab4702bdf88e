import { deepStrictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { plain } from '../test/samples.ts';
import { createCredentials, credentialsToJson } from './index.ts';

const canary = 'THAA-canary-0123456789';
const fields = {
  userId: '17841405793187218',
  scopes: ['threads_basic'],
  shortLived: false,
  accessToken: canary,
  expiration: new Date('2026-03-01T12:00:00Z'),
};
const credentials = createCredentials(fields);

/** What `console.table` prints. */
function tableOf(value: unknown): string {
  let printed = '';
  const stream = new Writable({
    write(chunk, _, done) {
      printed += String(chunk);
      done();
    },
  });
  new Console(stream).table(value);
  return printed;
}

/** What failed assertions print: of vitest and of Node. */
function diffOf(value: unknown): string {
  const printed = [() => expect(value).toEqual({ other: 1 }), () => deepStrictEqual(value, { other: 1 })].map(
    (assert) => {
      try {
        assert();
      } catch (error) {
        return `${inspect(error, { depth: 9, showHidden: true, getters: true })} ${String(Object(error).diff)}`;
      }
      throw new Error('The assertion held.');
    },
  );
  return printed.join('\n');
}

/** What a hand of plain JavaScript may pass. */
function faultsOf(input: unknown): readonly string[] {
  try {
    Reflect.apply(createCredentials, undefined, [input]);
  } catch (error) {
    const leaks = inspect(error, { depth: 10 }).includes('canary');
    if (!isThreadsError(error) || error.name !== 'InvalidInputError' || leaks) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

describe('createCredentials', () => {
  it('takes over the fields', () => {
    expect(plain(credentials)).toEqual(fields);
  });

  it('freezes and copies, so that nobody can change them from outside', () => {
    const scopes = ['threads_basic'];
    const expiration = new Date(fields.expiration);
    const copy = createCredentials({ ...fields, scopes, expiration });
    scopes.push('threads_delete');
    expiration.setTime(0);
    expect(plain(copy)).toEqual(fields);
    expect(Object.isFrozen(copy) && Object.isFrozen(copy.scopes)).toBe(true);
  });

  it('accepts its own result, and a spread of it with a token', () => {
    expect(plain(createCredentials(credentials))).toEqual(fields);
    const changed = createCredentials({ ...credentials, accessToken: 'other' });
    expect(plain(changed)).toEqual({ ...fields, accessToken: 'other' });
  });

  it('makes what equals its like, for every way to compare', () => {
    const like = createCredentials(fields);
    expect(credentials).toStrictEqual(like);
    deepStrictEqual(credentials, like);
    expect(credentials).not.toEqual(createCredentials({ ...fields, userId: '1' }));
  });

  it('leaves out members that it does not know', () => {
    const more = { ...fields, expiresAt: 1 };
    expect(plain(createCredentials(more))).toEqual(fields);
  });

  it('names every fault at once, without a value', () => {
    expect(
      faultsOf({
        userId: 'canary',
        scopes: ['threads_basic', 7, 'canary canary'],
        shortLived: 'canary',
        accessToken: 'canary\n',
        expiration: new Date(Number.NaN),
      }),
    ).toEqual([
      'userId: must be a string of digits',
      'scopes[1]: must be one permission, without spaces or commas',
      'scopes[2]: must be one permission, without spaces or commas',
      'shortLived: must be a boolean',
      'accessToken: must be visible ASCII characters without spaces',
      'expiration: must be a valid Date',
    ]);
  });

  it.each([
    [
      {},
      [
        'userId: is missing',
        'scopes: is missing',
        'shortLived: is missing',
        'accessToken: is missing',
        'expiration: is missing',
      ],
    ],
    [undefined, [': must be an object']],
    ['canary', [': must be an object']],
    [{ ...fields, userId: 17841405793187218n }, ['userId: must be a string of digits']],
    [{ ...fields, userId: '' }, ['userId: must be a string of digits']],
    [{ ...fields, scopes: 'threads_basic' }, ['scopes: must be an array']],
    [{ ...fields, expiration: '2026-03-01' }, ['expiration: must be a valid Date']],
    [{ ...fields, expiration: new Date(8.64e15) }, ['expiration: must lie in the years 1 to 9999']],
  ])('refuses %o', (input, faults) => {
    expect(faultsOf(input)).toEqual(faults);
  });
});

describe('printed credentials', () => {
  it.each([
    ['String() and template literals', (value: unknown) => String(value)],
    ['JSON.stringify', (value: unknown) => JSON.stringify(value)],
    ['JSON.stringify of what holds them', (value: unknown) => JSON.stringify({ list: [value] })],
    ['util.inspect', (value: unknown) => inspect(value)],
    ['util.inspect of what holds them', (value: unknown) => inspect({ list: [value] }, { depth: 10 })],
    ['util.inspect with getters', (value: unknown) => inspect(value, { getters: true, compact: false })],
    ['util.inspect of what is hidden', (value: unknown) => inspect(value, { showHidden: true })],
  ])('mask the token in %s', (_name, print) => {
    const printed = print(credentials);
    expect(printed).not.toContain('canary');
    expect(printed).toContain('[redacted]');
    expect(printed).toContain('17841405793187218');
  });

  it('show it nowhere but where it is asked for by name, however they are copied and printed', () => {
    expect(credentials.accessToken).toBe(canary);
    expect(credentialsToJson(credentials)).toContain(canary);

    const cloned = Object.create(
      Object.getPrototypeOf(credentials),
      Object.getOwnPropertyDescriptors(credentials),
    );
    const iterated: Record<string, unknown> = {};
    for (const name in credentials) iterated[name] = Reflect.get(credentials, name);
    const copies = [
      credentials,
      { ...credentials },
      structuredClone(credentials),
      Object.assign({}, credentials),
      Object.fromEntries(Object.entries(credentials)),
      cloned,
      iterated,
      new Proxy(credentials, {}),
      Object.assign(new Error('with credentials'), { credentials }),
    ];
    const yesOrNo = [true, false];
    for (const copy of copies) {
      const shown = [JSON.stringify(copy), String(copy), tableOf(copy), tableOf([copy]), diffOf(copy)];
      for (const showHidden of yesOrNo)
        for (const customInspect of yesOrNo)
          for (const getters of yesOrNo)
            for (const showProxy of yesOrNo)
              shown.push(inspect([copy], { showHidden, customInspect, getters, showProxy, depth: 9 }));
      for (const text of shown) expect(text).not.toContain('canary');
    }
  });

  it.for([
    ['node', '--conditions=@threads-sdk/source', '--input-type=module-typescript', '--eval'] as const,
    ['bun', '--conditions=@threads-sdk/source', '--eval'] as const,
    ['deno', 'eval', '--conditions=@threads-sdk/source', '--ext=ts'] as const,
  ])('mask the token in console.log of $0', ([runtime, ...flags], { skip }) => {
    const source = new URL('credentials.ts', import.meta.url).href;
    const script = `
      import { createCredentials } from ${JSON.stringify(source)};
      console.log(createCredentials({ userId: '1', scopes: [], shortLived: false, accessToken: 'canary', expiration: new Date(0) }));`;
    const { error, status, stdout } = spawnSync(runtime, [...flags, script], { encoding: 'utf8' });
    skip(error !== undefined, `${runtime} is not on this machine`);
    expect(status).toBe(0);
    expect(stdout).toContain('[redacted]');
    expect(stdout).not.toContain('canary');
  });
});
