import { expect, it } from 'vitest';
import { nodes } from '../walk.ts';

const all = [...nodes()];
const pointers = new Set(all.map(({ pointer }) => pointer));
const references = all.flatMap(({ pointer, node }) =>
  '$ref' in node && typeof node.$ref === 'string' ? [{ pointer, target: node.$ref }] : [],
);

it('has something at the end of every reference', () => {
  expect(references.length).toBeGreaterThan(100);
  expect(references.filter(({ target }) => !pointers.has(target))).toEqual([]);
});

it('uses every component', () => {
  const components = [...pointers].filter((pointer) =>
    /^#\/components\/(parameters|schemas|responses|examples)\/[^/]+$/.test(pointer),
  );
  const targets = new Set(references.map(({ target }) => target));
  expect(components.filter((pointer) => !targets.has(pointer))).toEqual([]);
});
