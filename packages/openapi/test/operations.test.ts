import description, { type Schema } from '@threads-sdk/openapi';
import { describe, expect, it } from 'vitest';
import { answerOf, heldBy, resolve, views, wireOperations } from '../walk.ts';

const { schemas } = description.components;
const form = 'application/x-www-form-urlencoded';

it('has views only where one path serves several kinds of ids', () => {
  const viewed = wireOperations.filter(({ operation }) => operation['x-threads-views'] !== undefined);
  expect(viewed.map(({ key }) => key)).toEqual(['/{id}', '/{id}/replies']);
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
    expect(operation.externalDocs.url).toMatch(
      /^https:\/\/developers\.facebook\.com\/documentation\/threads\/./,
    );
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

  it('describes lists and objects as the texts that are sent, which every generator writes alike', () => {
    const sent = [
      ...parameters.map(({ name, schema }) => ({ name, schema })),
      ...Object.entries(body?.schema.properties ?? {}).map(([name, schema]) => ({ name, schema })),
    ];
    expect(sent.filter(({ schema = {} }) => isStructured(schema))).toEqual([]);
    for (const { name, schema = {} } of sent) {
      const held = heldBy(schema);
      if (held === undefined) continue;
      const { items } = resolve(held.schema, schemas);
      const isJson = isStructured(held.schema) && (items === undefined || isStructured(items));
      const media = isJson ? 'application/json' : undefined;
      expect({ name, type: schema.type, media: schema.contentMediaType }).toEqual({
        name,
        type: 'string',
        media,
      });
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

function isStructured(schema: Schema): boolean {
  const { type, properties, items } = resolve(schema, schemas);
  return type === 'object' || type === 'array' || properties !== undefined || items !== undefined;
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}
