import * as v from 'valibot';
import { afterEach, expect, it } from 'vitest';
import { issuesOf } from './input.ts';
import {
  boundedList,
  check,
  fieldsInput,
  filledText,
  idOutput,
  inputObject,
  listOf,
  shape,
  text,
  whole,
} from './schemas.ts';

const schema = inputObject(
  {
    items: boundedList(shape({ names: listOf(text), size: whole(0, 5) }, ['names']), 0, 2),
    title: check(filledText, (title) => title.length < 3, 'must be short'),
    id: idOutput,
  },
  ['items'],
);

const input = {
  items: [{ names: ['x', 1, 'y', null] }, null, { size: 9 }],
  title: 'long',
  id: true,
  other: 1,
};

const faults = [
  'items: must have at most 2 items',
  'items[0].names[1]: must be a string',
  'items[0].names[3]: must be a string',
  'items[1]: must be an object',
  'items[2].names: is missing',
  'items[2].size: must be a whole number from 0 to 5',
  'title: must be short',
  'id: must be an id',
  'other: is unknown; known: items, title, id',
];

const found = (): readonly string[] =>
  issuesOf(schema, input).map(({ path, message }) => `${path}: ${message}`);

it('find all faults at once, a wrong number beside a wrong item', () => {
  expect(found()).toEqual(faults);
});

afterEach(() => {
  v.deleteGlobalConfig();
  v.deleteGlobalMessage();
  v.deleteSchemaMessage();
});

it('say and find the same, whatever an app sets for its own use of valibot', () => {
  v.setGlobalConfig({ abortEarly: true, abortPipeEarly: true });
  v.setGlobalMessage('words of the app');
  v.setSchemaMessage('words of the app');
  expect(found()).toEqual(faults);
});

it('work inside of what valibot makes of them', () => {
  const given = { items: [{ names: ['x'] }] };
  for (const wrapped of [
    v.optional(schema),
    v.union([schema, v.number()]),
    v.lazy(() => schema),
    v.pipe(schema),
  ])
    expect(v.parse(wrapped, given)).toEqual(given);
  expect(v.is(schema, input)).toBe(false);
  expect(() => v.parse(schema, { items: 1 })).toThrow('must be an array');
});

it('take fields of a part from an object without a prototype too', () => {
  const part: unknown = Object.assign(Object.create(null), { owner: ['id'] });
  expect(issuesOf(fieldsInput, ['id', part])).toEqual([]);
  expect(issuesOf(fieldsInput, ['id', ['owner']])).toHaveLength(1);
});
