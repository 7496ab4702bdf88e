import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodes } from '../walk.ts';

it('explains every extension in the README, and no other', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const explained = [...readme.matchAll(/^\| \w+ +\| `(x-[\w-]+)`/gm)].map((match) => match[1]);
  const used = new Set(
    [...nodes()].flatMap(({ node }) => Object.keys(node).filter((key) => key.startsWith('x-'))),
  );
  expect(new Set(explained)).toEqual(used);
});
