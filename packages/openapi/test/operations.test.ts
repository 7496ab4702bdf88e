import description, { type Encoding, type Schema } from '@threads-sdk/openapi';
import { describe, expect, it } from 'vitest';
import { answerOf, resolve, views, wireOperations } from '../walk.ts';

const { schemas } = description.components;
const form = 'application/x-www-form-urlencoded';

it('has views only where one path serves several kinds of ids', () => {
  const viewed = wireOperations.filter(({ operation }) => operation['x-threads-views'] !== undefined);
  expect(viewed.map(({ key }) => key)).toEqual(['/{media_id}', '/{id}/replies']);
  for (const { key, path } of views) expect(path.replace(/\{\w+\}/, '')).toBe(key.replace(/\{\w+\}/, ''));
});

it('names each operation once', () => {
  const names = [...wireOperations, ...views].map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(
  [...wireOperations, ...views].map((placed) => ({ id: placed.operation.operationId, ...placed })),
)('$id', ({ path, operation }) => {
  const parameters = (operation.parameters ?? []).map((parameter) =>
    resolve(parameter, description.components.parameters),
  );
  const body = operation.requestBody?.content[form];

  it('says what it is, where Meta describes it, and since when it exists', () => {
    expect(operation.summary).toMatch(/^[A-Z].{5,}[^.]$/);
    expect(operation.description.trim()).toMatch(/^.{20,}/);
    expect(operation.externalDocs.url).toMatch(/^https:\/\/developers\.facebook\.com\/docs\/threads\/./);
    expect(operation['x-threads-since']).toMatch(/^202[4-6]-\d\d-\d\d$/);
    expect(Date.parse(operation['x-threads-since'])).not.toBeNaN();
    expect(description.tags.map(({ name }) => name)).toContain(operation.tags[0]);
  });

  it('says whether it may be repeated', () => {
    expect(['safe', 'idempotent', 'never']).toContain(operation['x-threads-repeat']);
    const condition = operation['x-threads-never-when'];
    const type = condition === undefined ? 'boolean' : body?.schema.properties?.[condition]?.type;
    expect(type).toBe('boolean');
  });

  it('has a parameter for the placeholder of its path and no other', () => {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map((parameter) => parameter.name)).toEqual(placeholders);
  });

  it('describes each parameter and shows it in an example', () => {
    const poor = parameters.filter(
      ({ description: text = '', examples = {} }) => text === '' || isEmpty(examples),
    );
    expect(poor).toEqual([]);
  });

  it('describes each parameter of its body and shows it in an example', () => {
    expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(body === undefined ? [] : [form]);
    const properties = Object.entries(body?.schema.properties ?? {});
    const shown = Object.values(body?.examples ?? {}).flatMap(({ value }) => Object.keys(Object(value)));
    expect(properties.filter(([name]) => !shown.includes(name))).toEqual([]);
    const texts = properties.map(([name, property]) => [
      name,
      property.description ?? resolve(property, schemas).description,
    ]);
    expect(texts.filter(([, text = '']) => text === '')).toEqual([]);
  });

  it('says how each list and object is written', () => {
    for (const { name, style, explode } of parameters.filter(({ schema }) => schema?.type === 'array')) {
      expect({ name, style, explode }).toEqual({ name, style: 'form', explode: false });
    }
    for (const [name, property] of Object.entries(body?.schema.properties ?? {})) {
      expect({ name, ...body?.encoding?.[name] }).toEqual({ name, ...encodingOf(property) });
    }
  });

  it('shows an answer of success and one of each error', () => {
    const statuses = Object.keys(operation.responses);
    const success = operation['x-threads-navigation'] === true ? '302' : '200';
    expect(statuses).toEqual(expect.arrayContaining([success, 'default']));
    const poor = statuses.filter((status) => {
      const { content, headers } = resolve(
        operation.responses[status] ?? {},
        description.components.responses,
      );
      const parts = [...Object.values(content ?? {}), ...Object.values(headers ?? {})];
      return parts.every(({ examples }) => isEmpty(examples));
    });
    expect(poor).toEqual([]);
  });

  it('needs no token, or one with threads_basic', () => {
    const scopes = operation.security.map((requirement) => requirement['user_token']?.[0]);
    expect([[], ['threads_basic']]).toContainEqual(scopes);
  });

  it('is a list exactly where it answers with a page, and then takes cursors', () => {
    const isList = operation['x-threads-list'] ?? false;
    const { properties = {} } = resolve(answerOf(operation) ?? {}, schemas);
    expect(isList).toBe(properties['paging']?.$ref === '#/components/schemas/Paging');
    const cursors = parameters
      .map(({ name }) => name)
      .filter((name) => name === 'before' || name === 'after');
    expect(cursors).toEqual(isList ? ['before', 'after'] : []);
  });
});

/** Objects and lists of objects are JSON, lists of scalars are separated by commas. */
function encodingOf(property: Schema): Encoding | undefined {
  const { type, items } = resolve(property, schemas);
  const isJson = type === 'object' || (items !== undefined && resolve(items, schemas).type === 'object');
  if (isJson) return { contentType: 'application/json' };
  return type === 'array' ? { style: 'form', explode: false } : undefined;
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}
