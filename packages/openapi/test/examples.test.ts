import description, { type Example, type Schema } from '@threads-sdk/openapi';
// oxlint-disable-next-line no-restricted-imports -- ajv publishes its build for JSON Schema 2020-12 under this name
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { heldBy, resolve, views, wireOperations } from '../walk.ts';

/** Answers are described openly; the examples must keep to what is described, or a slip of the pen passes unseen. */
function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== 'object' || value === null) return value;
  const closed = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, close(member)]));
  const known = closed['x-threads-known-values'];
  const { allOf, ...others } = closed;
  return {
    ...others,
    // Open objects are one object together; closed, an example is one of them.
    ...(allOf === undefined ? {} : { anyOf: allOf }),
    ...(closed['type'] === 'object' && 'properties' in closed ? { additionalProperties: false } : {}),
    ...(known === undefined ? {} : { enum: known }),
  };
}

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
// Keywords of OpenAPI and of this description, which say nothing about validity.
ajv.addVocabulary(['externalDocs', ...new Set(JSON.stringify(description).match(/x-threads-[a-z-]+/g))]);
ajv.addFormat('uri', (text: string) => URL.canParse(text));
ajv.addSchema(toJsonSchema({ $id: 'threads.json', $defs: description.components.schemas }));

/** A schema of the description as one that ajv takes: closed, and with its references into `$defs`. */
function toJsonSchema(schema: object): AnySchemaObject {
  return JSON.parse(
    JSON.stringify(close(schema)).replaceAll('"#/components/schemas/', '"threads.json#/$defs/'),
  );
}

function faultsOf(schema: Schema, value: unknown): string {
  const validate = ajv.compile(toJsonSchema(schema));
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}

interface Shown {
  readonly schema: Schema;
  readonly value: unknown;
}

/** Every example by its place; what several operations share comes once. */
const all = new Map<string, Shown>();

function collect(
  place: string,
  schema: Schema | undefined,
  examples: Readonly<Record<string, Example>> = {},
): void {
  if (schema === undefined) return;
  for (const [name, example] of Object.entries(examples)) {
    const { value } = resolve(example, description.components.examples);
    all.set(`${place}: ${name}`, { schema, value });
    collectHeld(`${place}: ${name}`, schema, value);
    for (const [member, property] of Object.entries(schema.properties ?? {}))
      collectHeld(`${place}: ${name}, in ${member}`, property, Object(value)[member]);
  }
}

/** What stands in a text that holds more is an example too. */
function collectHeld(place: string, schema: Schema, text: unknown): void {
  const held = heldBy(schema);
  if (held === undefined || typeof text !== 'string') return; // the example itself tells that it is no text
  all.set(`${place} (held)`, { schema: held.schema, value: held.read(text) });
}

for (const { operation } of [...wireOperations, ...views]) {
  const { operationId: id, parameters, requestBody, responses } = operation;
  for (const part of parameters ?? []) {
    const { name, schema, examples } = resolve(part, description.components.parameters);
    collect(part.$ref ?? `${id} ${name}`, schema, examples);
  }
  for (const { schema, examples } of Object.values(requestBody?.content ?? {}))
    collect(`${id} body`, schema, examples);
  for (const [status, part] of Object.entries(responses)) {
    const { content, headers } = resolve(part, description.components.responses);
    for (const { schema, examples } of [...Object.values(content ?? {}), ...Object.values(headers ?? {})]) {
      collect(part.$ref ?? `${id} ${status}`, schema, examples);
    }
  }
}

it.each([...all].map(([place, entry]) => ({ place, ...entry })))(
  'shows what the schema allows at $place',
  ({ schema, value }) => {
    expect(value).toBeDefined();
    expect(faultsOf(schema, value)).toBe('');
  },
);

it('shows what is in each text that holds more', () => {
  const names = [...all.keys()].filter((place) => place.endsWith('(held)'));
  for (const name of ['poll_attachment', 'text_entities', 'text_attachment', 'gif_attachment', 'children'])
    expect(names.join()).toContain(`in ${name} (held)`);
});

describe('the validation of examples', () => {
  it.each([
    ['a member that is not described', 'Thread', { id: '1', like_count: 3 }],
    ['a value that is not known', 'Container', { id: '1', status: 'DONE' }],
    ['a missing id', 'Thread', { text: 'Hello' }],
    ['an id that is a number', 'Thread', { id: 1 }],
    ['a timestamp that is none', 'Thread', { id: '1', timestamp: 'yesterday' }],
    ['a link that is none', 'Thread', { id: '1', permalink: 'threads' }],
    ['a poll of one option', 'PollInput', { option_a: 'Yes' }],
  ])('notices %s', (_, name, value) => {
    expect(faultsOf({ $ref: `#/components/schemas/${name}` }, value)).not.toBe('');
  });
});

it('shows each documented form of the values that come in several', () => {
  const thread = { $ref: '#/components/schemas/Thread' };
  const entity = { entity_type: 'SPOILER', offset: 0, length: 1 };
  expect(faultsOf(thread, { id: '1', text_entities: [entity] })).toBe('');
  expect(faultsOf(thread, { id: '1', text_entities: { data: [entity] } })).toBe('');
  for (const id of ['1', 1]) expect(faultsOf({ $ref: '#/components/schemas/Location' }, { id })).toBe('');
  for (const timestamp of [
    '2026-11-16T09:00:20+0000',
    '2026-11-16T09:00:20Z',
    '2026-11-16T09:00:20.5+00:00',
  ]) {
    expect(faultsOf(thread, { id: '1', timestamp })).toBe('');
  }
});
