import { errorOf, isObject, type Wire } from './wire.ts';

/** What is noticed in every answer of a run, whatever was asked. */
export interface Observations {
  answers: number;
  /** Names of all headers. */
  readonly headers: Set<string>;
  /** Names of members of errors. */
  readonly errorMembers: Set<string>;
  /** Paths of members that were `null`. */
  readonly nulls: Set<string>;
  /** Calls that answered an `id` as a number. */
  readonly numericIds: Set<string>;
  /** Calls that answered an `id` as a text. */
  readonly textIds: Set<string>;
  /** Names of people, which no report may hold. */
  readonly names: Set<string>;
}

export function createObservations(): Observations {
  return {
    answers: 0,
    headers: new Set(),
    errorMembers: new Set(),
    nulls: new Set(),
    numericIds: new Set(),
    textIds: new Set(),
    names: new Set(),
  };
}

/** Notes what an answer shows; `path` is that of the call. */
export function observe(seen: Observations, path: string, wire: Wire): void {
  seen.answers += 1;
  for (const name of wire.headers.keys()) seen.headers.add(name);
  for (const member of errorOf(wire)?.members ?? []) seen.errorMembers.add(member);
  walk(seen, edgeOf(path), wire.body, []);
}

/** The path without ids: `/17…/insights` is `insights`, an object by its id is `{id}`. */
export function edgeOf(path: string): string {
  const last = path.split('/').at(-1) ?? '';
  return /^\d+$/.test(last) ? '{id}' : last;
}

function walk(seen: Observations, edge: string, value: unknown, path: readonly string[]): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(seen, edge, item, path);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (member === null) seen.nulls.add([edge, ...path, name].join('.'));
    if (name === 'id' && typeof member === 'number') seen.numericIds.add(edge);
    if (name === 'id' && typeof member === 'string' && path.length === 0) seen.textIds.add(edge);
    const isOfSomebody = name === 'username' || (name === 'name' && ['me', 'profile_lookup'].includes(edge));
    if (isOfSomebody && typeof member === 'string' && member !== '') seen.names.add(member);
    walk(seen, edge, member, name === 'data' ? path : [...path, name]);
  }
}
