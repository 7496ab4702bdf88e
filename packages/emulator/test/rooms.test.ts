import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '../src');

/** The folder that a file is in; a file outside of all folders is a room of its own. */
function roomOf(file: string): string {
  const folder = dirname(file);
  return folder === '.' ? file : folder;
}

/** Which rooms the files of each room import from, types included. */
function findArrows(): ReadonlyMap<string, ReadonlySet<string>> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const arrows = new Map<string, Set<string>>();
  for (const file of files.filter((name) => /(?<!\.test)\.tsx?$/.test(name))) {
    const text = readFileSync(join(source, file), 'utf8');
    const rooms = [...text.matchAll(/ from '(\.[^']+)';/g)].map(([, path = '']) =>
      roomOf(normalize(join(dirname(file), path))),
    );
    const known = arrows.get(roomOf(file)) ?? new Set();
    arrows.set(roomOf(file), new Set([...known, ...rooms].filter((room) => room !== roomOf(file))));
  }
  return arrows;
}

it('no two rooms of the sources import from each other, not even by way of others', () => {
  const arrows = new Map(findArrows());
  expect(arrows.size).toBeGreaterThan(20);
  // Whatever imports from nothing that is left cannot be part of a circle.
  for (let isDone = false; !isDone;) {
    const free = [...arrows].filter(([, rooms]) => ![...rooms].some((room) => arrows.has(room)));
    for (const [room] of free) arrows.delete(room);
    isDone = free.length === 0;
  }
  expect([...arrows.keys()]).toEqual([]);
});
