import {
  arrayAt,
  assertKnownKeys,
  flagAt,
  objectAt,
  optionalNumberAt,
  optionalStringAt,
  refuse,
  stringAt,
  stringsAt,
  type JsonObject,
} from './json.ts';
import type { BoundsModel, NumberType, ObjectType, PropertyModel, StringType, TypeModel } from './model.ts';

const schemaPrefix = '#/components/schemas/';

/** Keys that only inform the reader, allowed on every schema. */
export const annotations = [
  'title',
  'description',
  'example',
  'examples',
  'default',
  'externalDocs',
  'x-threads-since',
  'x-threads-secret',
  'x-threads-limit',
  'x-threads-default',
  'x-threads-scopes',
  'x-threads-names',
  'x-threads-bounds',
];

const keysByType: Readonly<Record<string, readonly string[]>> = {
  string: [
    'type',
    'enum',
    'const',
    'x-threads-known-values',
    'minLength',
    'maxLength',
    'pattern',
    'x-threads-message',
    'format',
  ],
  integer: ['type', 'minimum', 'maximum', 'format'],
  number: ['type', 'minimum', 'maximum', 'format'],
  boolean: ['type'],
  array: ['type', 'items', 'minItems', 'maxItems', 'uniqueItems'],
  object: ['type', 'properties', 'required', 'additionalProperties'],
};

/** Reads a Schema Object. Only the subset that the emitters can express passes. */
export function readType(value: unknown, at: string): TypeModel {
  const schema = objectAt(value, at);
  if ('$ref' in schema) return readReference(schema, at);
  if ('x-threads-unwrap' in schema) return readUnwrapped(schema, at);
  for (const key of ['anyOf', 'oneOf']) {
    if (!(key in schema)) continue;
    assertKnownKeys(schema, [key, ...annotations], at);
    const members = arrayAt(schema[key], `${at}.${key}`).map((member, index) =>
      readType(member, `${at}.${key}[${index}]`),
    );
    return { kind: 'union', members };
  }
  const type = schema['type'];
  if (Array.isArray(type)) {
    if (type.includes('null'))
      refuse(at, 'a null type', 'Leave it out: absent members are absent, and null is dropped');
    // A number that may come as a text is a text for whoever reads it.
    if (type.join() === 'integer,string') return { kind: 'id', pattern: undefined, message: undefined };
    return { kind: 'union', members: type.map((single) => readType(keep({ ...schema, type: single }), at)) };
  }
  const known = typeof type === 'string' ? keysByType[type] : undefined;
  if (known === undefined)
    return refuse(
      at,
      `type ${JSON.stringify(type)}`,
      `Use $ref, anyOf or one of: ${Object.keys(keysByType).join(', ')}`,
    );
  assertKnownKeys(schema, [...known, ...annotations], at);
  switch (type) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'string':
      return readString(schema, at);
    case 'array':
      return {
        kind: 'array',
        items: readType(schema['items'], `${at}.items`),
        minItems: optionalNumberAt(schema['minItems'], `${at}.minItems`),
        maxItems: optionalNumberAt(schema['maxItems'], `${at}.maxItems`),
      };
    case 'object':
      return readObject(schema, at);
    default:
      return readNumber(schema, type === 'integer', at);
  }
}

/** The parts of a property or parameter that stand beside its type. */
export function readAnnotations(
  schema: JsonObject,
  at: string,
): Pick<
  PropertyModel,
  'defaultValue' | 'sentByDefault' | 'since' | 'limit' | 'scopes' | 'secret' | 'bounds' | 'names' | 'example'
> {
  const defaultValue = schema['default'];
  if (
    defaultValue !== undefined &&
    typeof defaultValue !== 'string' &&
    typeof defaultValue !== 'number' &&
    typeof defaultValue !== 'boolean'
  ) {
    refuse(`${at}.default`, 'a default that is not a scalar', 'Say it in the description');
  }
  const limit = schema['x-threads-limit'];
  if (limit !== undefined && typeof limit !== 'number' && typeof limit !== 'string')
    refuse(`${at}.x-threads-limit`, 'expected a number or a text', 'Write one');
  const examples = schema['examples'];
  return {
    defaultValue: isScalar(defaultValue) ? defaultValue : undefined,
    sentByDefault: optionalStringAt(schema['x-threads-default'], `${at}.x-threads-default`),
    since: optionalStringAt(schema['x-threads-since'], `${at}.x-threads-since`),
    limit: limit === undefined ? undefined : String(limit),
    scopes:
      schema['x-threads-scopes'] === undefined
        ? []
        : stringsAt(schema['x-threads-scopes'], `${at}.x-threads-scopes`),
    secret: flagAt(schema['x-threads-secret'], `${at}.x-threads-secret`),
    bounds: readBounds(objectAt(schema['x-threads-bounds'] ?? {}, `${at}.x-threads-bounds`), at),
    names: optionalStringAt(schema['x-threads-names'], `${at}.x-threads-names`),
    example: schema['example'] ?? (Array.isArray(examples) ? examples[0] : undefined),
  };
}

function readBounds(bounds: JsonObject, at: string): BoundsModel {
  const names = ['before', 'without', 'neededBy', 'neededFor', 'neededUnless'] as const;
  assertKnownKeys(bounds, ['earliest', ...names], `${at}.x-threads-bounds`);
  return {
    earliest: optionalNumberAt(bounds['earliest'], `${at}.x-threads-bounds.earliest`),
    ...Object.fromEntries(
      names.map((name) => [name, optionalStringAt(bounds[name], `${at}.x-threads-bounds.${name}`)]),
    ),
  };
}

function readReference(schema: JsonObject, at: string): TypeModel {
  assertKnownKeys(schema, ['$ref', ...annotations], at);
  const reference = stringAt(schema['$ref'], `${at}.$ref`);
  if (!reference.startsWith(schemaPrefix))
    refuse(at, `the reference ${reference}`, `Refer to ${schemaPrefix}…`);
  const name = reference.slice(schemaPrefix.length);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name))
    refuse(at, `the schema name ${name}`, 'Use PascalCase: it becomes the name of a type');
  return { kind: 'reference', name };
}

function readUnwrapped(schema: JsonObject, at: string): TypeModel {
  assertKnownKeys(schema, ['x-threads-unwrap', 'anyOf', 'oneOf', ...annotations], at);
  const member = stringAt(schema['x-threads-unwrap'], `${at}.x-threads-unwrap`);
  const shapes = arrayAt(schema['anyOf'] ?? schema['oneOf'], `${at}.anyOf`).map((shape, index) =>
    readType(shape, `${at}.anyOf[${index}]`),
  );
  const bare = shapes.find((shape) => shape.kind === 'array');
  const wrapped = shapes.find((shape) => shape.kind === 'object');
  if (
    shapes.length !== 2 ||
    bare?.kind !== 'array' ||
    wrapped?.kind !== 'object' ||
    wrapped.properties[0]?.name !== member
  ) {
    return refuse(
      at,
      'x-threads-unwrap on another shape',
      `Write anyOf with a list and an object whose one property "${member}" is the same list`,
    );
  }
  return { kind: 'unwrapped', member, items: bare.items };
}

function readString(schema: JsonObject, at: string): StringType {
  const format = optionalStringAt(schema['format'], `${at}.format`);
  if (format !== undefined && !['uri', 'date', 'date-time', 'password'].includes(format))
    refuse(`${at}.format`, `the format ${format}`, 'Use pattern, or leave it out');
  const values = schema['const'] === undefined ? schema['enum'] : [schema['const']];
  return {
    kind: 'string',
    values: values === undefined ? undefined : stringsAt(values, `${at}.enum`),
    knownValues:
      schema['x-threads-known-values'] === undefined
        ? undefined
        : stringsAt(schema['x-threads-known-values'], `${at}.x-threads-known-values`),
    minLength: optionalNumberAt(schema['minLength'], `${at}.minLength`),
    maxLength: optionalNumberAt(schema['maxLength'], `${at}.maxLength`),
    pattern: optionalStringAt(schema['pattern'], `${at}.pattern`),
    message: optionalStringAt(schema['x-threads-message'], `${at}.x-threads-message`),
    uri: format === 'uri',
  };
}

function readNumber(schema: JsonObject, integer: boolean, at: string): NumberType {
  return {
    kind: 'number',
    integer,
    minimum: optionalNumberAt(schema['minimum'], `${at}.minimum`),
    maximum: optionalNumberAt(schema['maximum'], `${at}.maximum`),
  };
}

function readObject(schema: JsonObject, at: string): ObjectType {
  const additional = schema['additionalProperties'];
  if (additional !== undefined && typeof additional !== 'boolean') {
    refuse(`${at}.additionalProperties`, 'a schema for other members', 'Name the members under properties');
  }
  const required = schema['required'] === undefined ? [] : stringsAt(schema['required'], `${at}.required`);
  const properties = Object.entries(objectAt(schema['properties'] ?? {}, `${at}.properties`));
  const undeclared = required.filter((name) => !properties.some(([property]) => property === name));
  if (undeclared.length > 0)
    refuse(`${at}.required`, `${undeclared.join(', ')} is no property`, 'Describe it under properties');
  return {
    kind: 'object',
    properties: properties.map(([name, value]) => {
      const where = `${at}.properties.${name}`;
      const property = objectAt(value, where);
      const annotated = readAnnotations(property, where);
      return {
        name,
        description: optionalStringAt(property['description'], `${where}.description`) ?? '',
        type: readType(property, where),
        ...annotated,
        required: required.includes(name) && annotated.sentByDefault === undefined,
      };
    }),
  };
}

/** One schema of a list of types keeps only the keys that fit its type. */
function keep(schema: JsonObject): JsonObject {
  const known = [...(keysByType[String(schema['type'])] ?? []), ...annotations];
  const others = new Set(Object.values(keysByType).flat());
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => known.includes(key) || !others.has(key)),
  );
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
