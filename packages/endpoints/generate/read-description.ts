import { parse } from 'yaml';
import { arrayAt, assertKnownKeys, objectAt, refuse, stringAt, type JsonObject } from './json.ts';
import type { LimitModel, Model, OperationModel } from './model.ts';
import { readOperation } from './read-operation.ts';
import { readSchemas } from './read-schemas.ts';

const methods = ['get', 'post', 'delete'];

/** Reads the text of an OpenAPI description into the generator's model. */
export function readDescription(text: string): Model {
  const document = objectAt(parse(text, { uniqueKeys: true }), 'the description');
  assertKnownKeys(
    document,
    [
      'openapi',
      'info',
      'jsonSchemaDialect',
      'servers',
      'externalDocs',
      'tags',
      'paths',
      'components',
      'security',
      'x-threads-limits',
    ],
    'the description',
  );
  if (!stringAt(document['openapi'], 'openapi').startsWith('3.1.'))
    refuse('openapi', 'not OpenAPI 3.1', 'Write openapi: 3.1.1');
  const components = objectAt(document['components'] ?? {}, 'components');
  assertKnownKeys(
    components,
    ['schemas', 'parameters', 'responses', 'examples', 'securitySchemes'],
    'components',
  );
  const schemas = readSchemas(objectAt(components['schemas'] ?? {}, 'components.schemas'));

  const operations: Omit<OperationModel, 'category'>[] = [];
  for (const [path, value] of Object.entries(objectAt(document['paths'], 'paths'))) {
    const at = `paths.${path}`;
    const item = objectAt(value, at);
    assertKnownKeys(item, ['summary', 'description', 'parameters', 'servers', ...methods], at);
    for (const method of methods) {
      if (item[method] === undefined) continue;
      for (const found of operationsOf(objectAt(item[method], `${at}.${method}`), item, `${at}.${method}`)) {
        operations.push(readOperation({ method, path, schemas, components, ...found }));
      }
    }
  }
  const repeated = operations.find(
    (operation, index) => operations.findIndex((other) => other.id === operation.id) !== index,
  );
  if (repeated !== undefined)
    refuse('paths', `two operations are named ${repeated.id}`, 'Give each its own operationId');
  return { operations: inOrderOfTags(document, operations), schemas, limits: readLimits(document) };
}

interface FoundOperation {
  readonly operation: JsonObject;
  readonly at: string;
}

/** An operation itself, or, where it stands for several readings of one path, those readings. */
function operationsOf(operation: JsonObject, item: JsonObject, at: string): readonly FoundOperation[] {
  const shared = arrayAt(item['parameters'] ?? [], `${at}.parameters`);
  const views = operation['x-threads-views'];
  if (views === undefined) {
    return [
      {
        operation: {
          ...operation,
          parameters: [...shared, ...arrayAt(operation['parameters'] ?? [], `${at}.parameters`)],
        },
        at,
      },
    ];
  }
  return arrayAt(views, `${at}.x-threads-views`).map((view, index) => {
    const where = `${at}.x-threads-views[${index}]`;
    const object = objectAt(view, where);
    if (object['x-threads-path'] === undefined)
      refuse(
        where,
        'a view without a path',
        'Give it x-threads-path, with the placeholder of the object it reads',
      );
    return { operation: object, at: where };
  });
}

function inOrderOfTags(
  document: JsonObject,
  operations: readonly Omit<OperationModel, 'category'>[],
): readonly OperationModel[] {
  const described = new Map(
    arrayAt(document['tags'] ?? [], 'tags').map((value, index) => {
      const at = `tags[${index}]`;
      const tag = objectAt(value, at);
      return [
        stringAt(tag['name'], `${at}.name`),
        stringAt(tag['x-displayName'], `${at}.x-displayName`),
      ] as const;
    }),
  );
  const missing = operations.find((operation) => !described.has(operation.tag));
  if (missing !== undefined)
    refuse(
      'tags',
      `${missing.id} has the tag ${missing.tag}, which is not described`,
      'Add it to the list of tags',
    );
  return [...described].flatMap(([tag, category]) =>
    operations.filter((operation) => operation.tag === tag).map((operation) => ({ ...operation, category })),
  );
}

function readLimits(document: JsonObject): ReadonlyMap<string, LimitModel> {
  const limits = objectAt(document['x-threads-limits'] ?? {}, 'x-threads-limits');
  return new Map(
    Object.entries(limits).map(([name, limit]) => {
      const at = `x-threads-limits.${name}`;
      const object = objectAt(limit, at);
      assertKnownKeys(object, ['value', 'description', 'source'], at);
      return [
        name,
        {
          value: readValue(object['value'], `${at}.value`),
          description: stringAt(object['description'], `${at}.description`),
          source: stringAt(object['source'], `${at}.source`),
        },
      ];
    }),
  );
}

function readValue(value: unknown, at: string): LimitModel['value'] {
  if (typeof value === 'number') return value;
  return arrayAt(value, at).map((item, index) => stringAt(item, `${at}[${index}]`));
}
