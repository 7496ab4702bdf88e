/** Part of a description whose members are not looked at. */
type Members = Readonly<Record<string, unknown>>;

/** What keeps its meaning in a schema of OpenAPI 3.0, by the type that it belongs to. */
const keywordsByType: Readonly<Record<string, readonly string[]>> = {
  string: ['pattern', 'minLength', 'maxLength', 'format'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  boolean: [],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'required', 'additionalProperties'],
};
const keywords = new Set([
  ...Object.values(keywordsByType).flat(),
  'type',
  'enum',
  'default',
  'description',
  'externalDocs',
  'anyOf',
  'allOf',
  // Written in another way, see below.
  '$ref',
  'const',
  'contentMediaType',
  'contentSchema',
]);

/** Members that hold data, in which nothing is a schema. */
const data = new Set(['example', 'examples', 'x-threads-limits']);

/**
 * The description in the form of OpenAPI 3.0, for tools that read no newer one.
 *
 * It says the same, but for two things that 3.0 has no words for: `contentMediaType` and `contentSchema` become
 * extensions, and the summary of the whole is left out.
 *
 * @param description the description in the form of OpenAPI 3.1
 * @returns the description in the form of OpenAPI 3.0
 * @throws Error where the description uses what this function has no rule for
 */
export function toOpenApi30(description: Members): Members {
  const { openapi: _, info, ...rest } = description;
  const { summary: _summary, license, ...about } = membersOf(info, 'info');
  const { identifier, ...named } = membersOf(license, 'info.license');
  return {
    openapi: '3.0.3',
    info: { ...about, license: { ...named, url: `https://spdx.org/licenses/${String(identifier)}.html` } },
    ...membersOf(outsideSchemas(rest, '#'), '#'),
  };
}

/** What is no schema stays as it is, down to the schemas in it. */
function outsideSchemas(value: unknown, at: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => outsideSchemas(item, `${at}/${index}`));
  if (!isMembers(value)) return value;
  return mapMembers(value, (member, name) => {
    const place = `${at}/${name}`;
    if (data.has(name)) return member;
    if (name === 'schema') return toSchema30(member, place);
    if (place === '#/components/schemas')
      return mapMembers(membersOf(member, place), (schema, key) => toSchema30(schema, `${place}/${key}`));
    return outsideSchemas(member, place);
  });
}

function toSchema30(value: unknown, at: string): unknown {
  const schema = membersOf(value, at);
  const unknown = Object.keys(schema).filter((name) => !keywords.has(name) && !name.startsWith('x-threads-'));
  if (unknown.length > 0)
    throw new Error(`${at}: OpenAPI 3.0 may not have ${unknown.join()}. Say how it is written there.`);
  const { $ref, type, const: only, contentMediaType, contentSchema, ...rest } = schema;
  const inner = mapMembers(rest, (member, name) => {
    const place = `${at}/${name}`;
    if (name === 'properties')
      return mapMembers(membersOf(member, place), (property, key) => toSchema30(property, `${place}/${key}`));
    if (name === 'items' || name === 'x-threads-comma-separated') return toSchema30(member, place);
    if ((name === 'anyOf' || name === 'allOf') && Array.isArray(member))
      return member.map((one, index) => toSchema30(one, `${place}/${index}`));
    return member;
  });
  // Nothing may stand beside a reference.
  if ($ref !== undefined) return Object.keys(inner).length === 0 ? { $ref } : { allOf: [{ $ref }], ...inner };
  return {
    ...(Array.isArray(type) ? choiceOf(type, inner) : { ...(type === undefined ? {} : { type }), ...inner }),
    ...(only === undefined ? {} : { enum: [only] }),
    ...(contentMediaType === undefined ? {} : { 'x-contentMediaType': contentMediaType }),
    ...(contentSchema === undefined
      ? {}
      : { 'x-contentSchema': toSchema30(contentSchema, `${at}/contentSchema`) }),
  };
}

/** A schema of several types: each with the keywords that belong to it. */
function choiceOf(types: readonly unknown[], schema: Members): Members {
  const typed = new Set(Object.values(keywordsByType).flat());
  const anyOf = types.map((type) => {
    const own = keywordsByType[String(type)] ?? [];
    return { type, ...pick(schema, (name) => own.includes(name)) };
  });
  return { anyOf, ...pick(schema, (name) => !typed.has(name)) };
}

function pick(members: Members, isWanted: (name: string) => boolean): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => isWanted(name)));
}

function mapMembers(members: Members, map: (member: unknown, name: string) => unknown): Members {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, map(member, name)]));
}

function membersOf(value: unknown, at: string): Members {
  if (isMembers(value)) return value;
  throw new Error(`${at}: this is no object.`);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
