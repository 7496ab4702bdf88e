import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeRepository } from '../test/repository.ts';
import { root } from '../workspace.ts';
import { findFaults, ownTests, tryFaults } from './mutate.ts';
import { applyMutation, findMutations, pick } from './mutations.ts';

const mutate = (source: string): readonly string[] =>
  findMutations('a.ts', source).map((mutation) => applyMutation(source, mutation));

describe('a fault', () => {
  it.each([
    ['negates a condition', 'while (a) b = c;', 'while (!(a)) b = c;'],
    ['removes a side of a condition', 'f = a && b;', 'f = b;'],
    ['moves a bound', 'f = a < b;', 'f = a <= b;'],
    ['swaps a comparison', 'f = a === b;', 'f = a !== b;'],
    ['changes a number', 'f = 9;', 'f = 10;'],
    ['changes a text', `f = 'a';`, `f = '';`],
    ['removes a statement', 'for (;;) { f(); break; }', 'for (;;) { ; break; }'],
    ['removes an early return', 'const f = () => { if (a) return; };', 'const f = () => { if (a) ; };'],
    ['removes a throw', 'if (a) throw b;', 'if (a) ;'],
    ['removes an await', 'f = await a;', 'f = a;'],
    ['makes a chain plain', 'f = a?.b?.[c];', 'f = a?.b[c];'],
    ['removes an element', 'f = [a, b, c];', 'f = [a, b];'],
    ['removes a property', 'f = { a, b };', 'f = { b };'],
    ['removes the last property with its comma', 'f = { a, };', 'f = {  };'],
    ['removes a filter', 'f = a.filter(b);', 'f = a;'],
    ['loosens a pattern', 'f = /^a$/u;', 'f = /a$/u;'],
  ])('%s', (_, source, mutant) => {
    expect(mutate(source)).toContain(mutant);
  });

  it.each([
    'type A = "a" | 1;',
    'import a from "a" with { type: "json" };',
    'export * from "a";',
    'export interface A { a: "a" }',
    'const a = b as "a";',
    'const a = "A sentence for people.";',
  ])('is not put into names, types and prose: %s', (source) => {
    expect(mutate(source)).toEqual([]);
  });

  it('is one of all alike, and the same one for the same seed', () => {
    const all = Array.from({ length: 1000 }, (_, index) => index);
    expect(pick(all, 5, 7)).toEqual(pick(all, 5, 7));
    expect(pick(all, 5, 7)).not.toEqual(pick(all, 5, 8));
    expect(new Set(pick(all, 500, 7)).size).toBe(500);
    const inFirstHalf = pick(all, 500, 7).filter((item) => item < 500).length;
    expect(inFirstHalf).toBeGreaterThan(200);
    expect(inFirstHalf).toBeLessThan(300);
  });
});

describe('trying faults', () => {
  const source = `
export const isShort = (text: string): boolean => text.length < 5;
export function countTo(end: number): number {
  let count = 0;
  while (count !== end) count += 1;
  return count;
}
`;
  const test = `
import { expect, it } from 'vitest';
import { countTo, isShort } from '../src/index.ts';
it('knows what is short', () => expect([isShort('abc'), isShort('abcdefg')]).toEqual([true, false]));
it('counts', () => expect(countTo(3)).toBe(3));
`;

  it('tells those that a test notices, a loop without an end too, from those that live; the sources stay as they are', async () => {
    vi.stubEnv('MUTATE_PATIENCE', '1000');
    onTestFinished(() => void vi.unstubAllEnvs());
    const repository = writeRepository({
      'packages/small/src/index.ts': source,
      'packages/small/test/index.test.ts': test,
    });
    for (const name of ['node_modules', 'tools']) symlinkSync(join(root, name), join(repository, name));
    const file = 'packages/small/src/index.ts';
    const wanted = ['< is <=', '< is >', '+= is -='];
    const faults = findFaults(repository, [file]).filter(({ what }) => wanted.includes(what));
    const heard: string[] = [];

    await tryFaults(repository, faults, [ownTests(repository, 'packages/small')], (fault, how) => {
      heard.push(`${fault.line} ${fault.what}, ${how}`);
    });

    expect(heard).toEqual([
      '2 < is <=, ALIVE',
      '2 < is >, own tests: packages/small/test/index.test.ts > knows what is short',
      '5 += is -=, own tests: packages/small/test/index.test.ts does not end',
    ]);
    expect(readFileSync(join(repository, file), 'utf8')).toBe(source);
  });

  it('trusts no test that fails without a fault', async () => {
    const repository = writeRepository({
      'packages/small/src/index.ts': source,
      'packages/small/test/index.test.ts': `${test}\nit('fails', () => expect(countTo(2)).toBe(3));`,
    });
    for (const name of ['node_modules', 'tools']) symlinkSync(join(root, name), join(repository, name));
    const faults = findFaults(repository, ['packages/small/src/index.ts']);
    await expect(
      tryFaults(repository, faults, [ownTests(repository, 'packages/small')], () => {}),
    ).rejects.toThrow('own tests fails without a fault: packages/small/test/index.test.ts > fails');
  });
});
