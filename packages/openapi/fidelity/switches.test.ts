import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFidelity } from './read-fidelity.ts';

const emulator = join(import.meta.dirname, '../../emulator');
const declarations = readFileSync(join(emulator, 'src/model/behaviour.ts'), 'utf8');
const rows = readFidelity().flatMap(({ behaviours }) => behaviours);

/** The members of the interface `Behaviour`, each with the letter that its comment ends with. */
const switches = [
  ...declarations.matchAll(/Evidence: (?<evidence>[A-E?])\.(?:\n {3})? ?\*\/\n {2}readonly (?<name>\w+):/g),
].map(({ groups }) => ({ name: groups?.['name'] ?? '', evidence: groups?.['evidence'] ?? '' }));

/** The sources that answer requests. */
const handlers = ['access', 'graph', 'handlers', 'insights', 'objects', 'server']
  .flatMap((room) =>
    readdirSync(join(emulator, 'src', room)).map((name) => join(emulator, 'src', room, name)),
  )
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

describe('a switch of the emulator', () => {
  it('has its evidence in its comment', () => {
    expect(switches).toHaveLength(declarations.match(/^ {2}readonly \w+:/gm)?.length ?? 0);
  });

  it.each(switches)(
    '$name has a row with the same evidence and the test of all switches',
    ({ name, evidence }) => {
      const own = rows.filter((row) => row.here?.includes(`behaviour.${name}`));
      expect(own).toContainEqual(expect.objectContaining({ evidence, test: 'test/behaviour.test.ts' }));
    },
  );

  it.each(switches)('$name is heeded where requests are answered', ({ name }) => {
    expect(handlers).toMatch(
      new RegExp(`\\b(behaviour\\??\\.${name}\\b|${name}\\b[^;]*\\}[^;]*= [^;]*\\.behaviour\\b)`),
    );
  });

  it('that a row names exists', () => {
    const named = rows.flatMap((row) =>
      [...(row.here ?? '').matchAll(/behaviour\.(\w+)/g)].map(([, name]) => name),
    );
    expect(named.filter((name) => !switches.some((each) => each.name === name))).toEqual([]);
  });
});
