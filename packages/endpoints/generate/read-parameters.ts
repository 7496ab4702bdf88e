import {
  arrayAt,
  assertKnownKeys,
  flagAt,
  isObject,
  objectAt,
  optionalStringAt,
  refuse,
  stringAt,
  type JsonObject,
} from './json.ts';
import type { PropertyModel, SchemaModel, TypeModel } from './model.ts';
import { describeProperty, resolveType } from './read-schemas.ts';
import { readAnnotations, readType } from './read-type.ts';

/** Where something of an operation is read from. */
export interface Source {
  readonly at: string;
  readonly components: JsonObject;
  readonly schemas: ReadonlyMap<string, SchemaModel>;
}

const known = [
  'name',
  'in',
  'description',
  'required',
  'schema',
  'style',
  'explode',
  'example',
  'examples',
  'deprecated',
  'x-threads-since',
  'x-threads-secret',
  'x-threads-default',
  'x-threads-limit',
  'x-threads-scopes',
  'x-threads-names',
];

const form = 'application/x-www-form-urlencoded';

/** The parameters of the path and the query. */
export function readParameters(source: Source, value: unknown): readonly PropertyModel[] {
  return arrayAt(value ?? [], `${source.at}.parameters`).map((entry, index) => {
    const at = `${source.at}.parameters[${index}]`;
    const parameter = dereference(source, objectAt(entry, at), 'parameters', at);
    const shared = parameter !== entry;
    assertKnownKeys(parameter, known, at);
    const name = stringAt(parameter['name'], `${at}.name`);
    const place = stringAt(parameter['in'], `${at}.in`);
    if (place !== 'path' && place !== 'query')
      refuse(`${at}.in`, `a parameter in ${place}`, 'Parameters are in the path, the query or the form body');
    const schema = objectAt(parameter['schema'], `${at}.schema`);
    const type = readType(schema, `${at}.schema`);
    assertSentAsList(type, parameter, source, `${at} (${name})`);
    const own = readAnnotations(parameter, at);
    const inner = readAnnotations(schema, `${at}.schema`);
    const sentByDefault = own.sentByDefault ?? inner.sentByDefault;
    const required = flagAt(parameter['required'], `${at}.required`) && sentByDefault === undefined;
    const property = {
      name,
      description:
        optionalStringAt(parameter['description'], `${at}.description`) ??
        optionalStringAt(schema['description'], `${at}.schema.description`) ??
        '',
      type,
      required,
      defaultValue: own.defaultValue ?? inner.defaultValue,
      sentByDefault,
      since: own.since ?? inner.since,
      limit: own.limit ?? inner.limit,
      scopes: [...own.scopes, ...inner.scopes],
      secret: own.secret || inner.secret,
      names: own.names ?? inner.names,
      // What many operations share and none needs (limits, cursors) would only blur the example of each.
      example:
        shared && !required
          ? undefined
          : (own.example ?? firstExample(parameter['examples']) ?? inner.example),
    };
    if (required && name !== 'fields' && property.example === undefined)
      refuse(
        at,
        `${name} is required but has no example`,
        'Give one: the documentation shows a complete call',
      );
    return describeProperty(property, source.schemas);
  });
}

/** The properties of a form body: for the caller they are parameters like the others. */
export function readBody(source: Source, value: unknown): readonly PropertyModel[] {
  if (value === undefined) return [];
  const at = `${source.at}.requestBody`;
  const body = objectAt(value, at);
  assertKnownKeys(body, ['description', 'required', 'content'], at);
  const content = objectAt(body['content'], `${at}.content`);
  assertKnownKeys(content, [form], `${at}.content`);
  const media = objectAt(content[form], `${at}.content.${form}`);
  assertKnownKeys(media, ['schema', 'encoding', 'example', 'examples'], `${at}.content.${form}`);
  const type = resolveType(readType(media['schema'], `${at}.schema`), source.schemas, `${at}.schema`);
  if (type.kind !== 'object')
    return refuse(
      `${at}.schema`,
      'a body that is no object',
      'Describe the form fields as properties of an object',
    );
  const encoding = objectAt(media['encoding'] ?? {}, `${at}.encoding`);
  const example = media['example'] ?? firstExample(media['examples']);
  return type.properties.map((property) => {
    assertEncoded(
      property,
      objectAt(encoding[property.name] ?? {}, `${at}.encoding.${property.name}`),
      source,
      `${at}.encoding.${property.name}`,
    );
    return {
      ...describeProperty(property, source.schemas),
      example: isObject(example) ? example[property.name] : undefined,
    };
  });
}

/** The target of a `$ref` into `components.<section>`, or the object itself. */
export function dereference(source: Source, object: JsonObject, section: string, at: string): JsonObject {
  const reference = object['$ref'];
  if (reference === undefined) return object;
  assertKnownKeys(object, ['$ref'], at);
  const prefix = `#/components/${section}/`;
  const name = stringAt(reference, `${at}.$ref`);
  if (!name.startsWith(prefix)) refuse(at, `the reference ${name}`, `Refer to ${prefix}…`);
  return objectAt(
    objectAt(source.components[section], `components.${section}`)[name.slice(prefix.length)],
    `components.${section}.${name.slice(prefix.length)}`,
  );
}

/** The value of the first entry of an `examples` map. */
export function firstExample(examples: unknown): unknown {
  if (!isObject(examples)) return undefined;
  const [first] = Object.values(examples);
  return isObject(first) ? first['value'] : undefined;
}

function assertSentAsList(type: TypeModel, object: JsonObject, source: Source, at: string): void {
  const resolved = resolveType(type, source.schemas, at);
  if (resolved.kind === 'object')
    refuse(at, 'an object in the query', 'Only scalars and lists of scalars go there');
  if (resolved.kind !== 'array') return;
  if (object['style'] !== 'form' || object['explode'] !== false)
    refuse(at, 'a list that is not sent comma-separated', 'Write style: form, explode: false');
}

function assertEncoded(property: PropertyModel, encoding: JsonObject, source: Source, at: string): void {
  assertKnownKeys(encoding, ['contentType', 'style', 'explode'], at);
  const type = resolveType(property.type, source.schemas, at);
  const structured =
    type.kind === 'object' ||
    type.kind === 'unwrapped' ||
    (type.kind === 'array' && !isScalar(resolveType(type.items, source.schemas, at)));
  if (structured) {
    if (encoding['contentType'] !== 'application/json')
      refuse(
        at,
        `${property.name} is structured`,
        'Write contentType: application/json: it is sent as JSON text',
      );
  } else if (type.kind === 'array') {
    assertSentAsList(type, encoding, source, at);
  }
}

function isScalar(type: TypeModel): boolean {
  return ['string', 'number', 'boolean', 'id', 'time'].includes(type.kind);
}
