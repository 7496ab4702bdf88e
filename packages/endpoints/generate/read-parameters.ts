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
import { assertSent, readSent, type SentValue } from './read-sent-text.ts';
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
  'example',
  'examples',
  'deprecated',
  'x-threads-since',
  'x-threads-secret',
  'x-threads-default',
  'x-threads-limit',
  'x-threads-scopes',
  'x-threads-names',
  'x-threads-bounds',
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
    const { schema, type, read } = readValue(source, parameter['schema'], `${at}.schema (${name})`);
    const own = readAnnotations(parameter, at);
    const inner = readAnnotations(schema, `${at}.schema`);
    const sentByDefault = own.sentByDefault ?? inner.sentByDefault;
    const required = flagAt(parameter['required'], `${at}.required`) && sentByDefault === undefined;
    const property = {
      name,
      description:
        optionalStringAt(schema['description'], `${at}.schema.description`) ??
        optionalStringAt(parameter['description'], `${at}.description`) ??
        '',
      type,
      required,
      defaultValue: own.defaultValue ?? inner.defaultValue,
      sentByDefault,
      since: own.since ?? inner.since,
      limit: own.limit ?? inner.limit,
      scopes: [...own.scopes, ...inner.scopes],
      secret: own.secret || inner.secret,
      bounds: own.bounds,
      names: own.names ?? inner.names,
      // What many operations share and none needs (limits, cursors) would only blur the example of each.
      example:
        shared && !required
          ? undefined
          : exampleOf(own.example ?? firstExample(parameter['examples']) ?? inner.example, read),
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
  assertKnownKeys(media, ['schema', 'example', 'examples'], `${at}.content.${form}`);
  const schema = dereference(source, objectAt(media['schema'], `${at}.schema`), 'schemas', `${at}.schema`);
  const values = Object.entries(objectAt(schema['properties'] ?? {}, `${at}.schema.properties`)).map(
    ([name, property]) => [name, readValue(source, property, `${at}.schema.properties.${name}`)] as const,
  );
  const given = Object.fromEntries(values.map(([name, value]) => [name, value.schema]));
  const type = readType({ ...schema, properties: given }, `${at}.schema`);
  if (type.kind !== 'object')
    return refuse(
      `${at}.schema`,
      'a body that is no object',
      'Describe the form fields as properties of an object',
    );
  const example = media['example'] ?? firstExample(media['examples']);
  const reads = new Map(values.map(([name, { read }]) => [name, read]));
  return type.properties.map((property) => ({
    ...describeProperty(property, source.schemas),
    example: isObject(example) ? exampleOf(example[property.name], reads.get(property.name)) : undefined,
  }));
}

/** A value that is sent, with the type of what callers give. */
function readValue(source: Source, value: unknown, at: string): SentValue & { readonly type: TypeModel } {
  const sent = readSent(objectAt(value, at), at);
  const type = readType(sent.schema, at);
  const resolved = resolveType(type, source.schemas, at);
  const items = resolved.kind === 'array' ? resolveType(resolved.items, source.schemas, at) : undefined;
  assertSent(resolved, items, sent, at);
  return { ...sent, type };
}

function exampleOf(example: unknown, read: SentValue['read'] | undefined): unknown {
  return example === undefined ? undefined : read?.(example);
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
