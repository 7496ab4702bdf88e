import * as v from 'valibot';
import { afterEach, expect, it } from 'vitest';
import { issuesOf, numberIssues } from './input.ts';
import {
  boundedList,
  check,
  fieldsInput,
  filledText,
  idOutput,
  inputObject,
  isUpTo,
  listOf,
  number,
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

it('take a number from a least one on, below what a timer can take', () => {
  const path = 'timeout';
  for (const value of [0, 1, 1.5, 2 ** 31 - 1]) expect(numberIssues(path, value, 0)).toEqual([]);
  for (const value of [-1, 2 ** 31, Number.NaN, Infinity, '5', null, undefined])
    expect(numberIssues(path, value, 0)).toEqual([{ path, message: 'must be a number from 0' }]);
  expect(numberIssues(path, 0, 1)).toHaveLength(1);
});

it('tell where a fault stands in what is checked', () => {
  const found = issuesOf(schema, { items: [{ names: [1] }] }, 'post', 'more');
  expect(found).toEqual([{ path: 'post.more.items[0].names[0]', message: 'must be a string' }]);
});

it.each([
  [1, 1, true],
  [2, 1, false],
  [1, 2, true],
  [new Date(1999), 1, true],
  [new Date(2000), 1, false],
  ['1700000001', 1_700_000_000, false],
  ['2026-01-01', '2026-01-01', true],
  ['2026-01-02', '2026-01-01', false],
  ['2026-01-01', new Date('2026-01-01T13:59:59Z'), false],
  ['2026-01-01', new Date('2026-01-01T14:00:00Z'), true],
  [new Date('2025-12-31T10:00:00Z'), '2026-01-01', true],
  [new Date('2025-12-31T10:00:01Z'), '2026-01-01', false],
  ['2026-01-01T00:00:00+14:00', '2025-12-31T10:00:00Z', true],
  ['yesterday', 'today', false],
  ['x1700000000', 1_800_000_000, false],
  ['17000000000000x', 1_800_000_000, false],
  ['20260101', 1_800_000_000, false],
  ['before 2026-01-01', 1_800_000_000, false],
  ['2026-01-01 noon', 1_800_000_000, false],
  [undefined, 1, false],
  [1, undefined, false],
])('know of %j whether it is surely not after %j: %j', (time, other, expected) => {
  expect(isUpTo(time, other)).toBe(expected);
});

it('take no NaN for a number', () => {
  expect(issuesOf(number, 5)).toEqual([]);
  expect(issuesOf(number, Number.NaN)).toEqual([{ path: '', message: 'must be a number' }]);
});

it("say of a schema of valibot's without words what it wants, and quote no value", () => {
  const found = issuesOf(listOf(v.string()), ['x', 5, undefined]);
  expect(found).toEqual([
    { path: '[1]', message: 'must be of type string' },
    { path: '[2]', message: 'is missing' },
  ]);
});
