import type * as v from 'valibot';
import { callable, custom, shape } from './schemas.ts';

/** What is used of a Keyv. */
export interface Keyv {
  /** Resolves to the value, or to `undefined` where there is none. */
  get(key: string): Promise<unknown>;
  /** Resolves to `false` if the value was not stored. `ttl`: milliseconds until it may be forgotten. */
  set(key: string, value: string, ttl?: number): Promise<unknown>;
  readonly throwOnErrors?: boolean;
  on?(event: 'error', listener: (error: unknown) => void): unknown;
}

/**
 * Whether something is a Keyv that fails where its backend does.
 *
 * @param required the members that are used of it beside `get` and `set`
 * @param optional those that it may have
 */
export function keyvSchema(required: v.ObjectEntries = {}, optional: v.ObjectEntries = {}): v.GenericSchema {
  const members = { get: callable(), set: callable(), ...required };
  const throwOnErrors = custom(
    (value) => value === true,
    'must be true, or Keyv answers a failed read as if nothing were stored',
  );
  return shape({ ...members, ...optional, throwOnErrors }, Object.keys(members));
}

/**
 * Makes the calls of a Keyv fail where Keyv answers as if nothing were stored: Keyv 6 reports a failed call to listeners
 * alone. Make it once for a Keyv.
 *
 * @returns a function that does one thing with the Keyv, and rejects with the Keyv's own error, which may quote a secret.
 *   An error cannot be assigned to a call, so of calls at the same time more may fail than had to
 */
export function guardKeyv(keyv: Pick<Keyv, 'on'>): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let errors = 0;
  let latest: unknown;
  keyv.on?.('error', (error) => {
    errors += 1;
    latest = error;
  });
  return async (work) => {
    const before = errors;
    const result = await work();
    if (errors > before) throw latest;
    return result;
  };
}

/** What may be told of the error of a database or server: its code. Its message may quote a value, or a password. */
export function reasonOf(error: unknown): string {
  const code = String(Object(error).code);
  return /^[A-Z][A-Z_]{2,39}$/.test(code) ? ` (${code})` : '';
}
