import { isObject, objectAt, optionalStringAt, refuse, type JsonObject } from './json.ts';
import type { PropertyModel, SchemaModel, StringType, TypeModel } from './model.ts';
import { readType } from './read-type.ts';

const at = 'components.schemas';
const scalars = ['Id', 'IdOrNumber', 'Timestamp', 'Time', 'Url'];

/**
 * Reads every named schema. Five of them are scalars that the emitters know by name (`Id`, `IdOrNumber`, `Timestamp`, `Time`, `Url`):
 * how they come over the wire differs from how TypeScript shows them.
 */
export function readSchemas(schemas: JsonObject): ReadonlyMap<string, SchemaModel> {
  // What is of several kinds at once is what operations with views answer: the views name one kind each.
  const ofOneKind = Object.entries(schemas).filter(([, value]) => !isObject(value) || !('allOf' in value));
  const read = new Map(
    ofOneKind.map(([name, value]) => {
      const where = `${at}.${name}`;
      const schema = objectAt(value, where);
      const description = optionalStringAt(schema['description'], `${where}.description`);
      if (description === undefined)
        refuse(
          where,
          'a schema without a description',
          'Say what it is: the sentence becomes its documentation',
        );
      return [
        name,
        { name, description: description ?? '', type: wellKnown(name, readType(value, where), where) },
      ] as const;
    }),
  );
  return new Map([...read].map(([name, schema]) => [name, { ...schema, type: describe(schema.type, read) }]));
}

/** A property that says nothing itself is described by the schema that it refers to. */
export function describeProperty(
  property: PropertyModel,
  schemas: ReadonlyMap<string, SchemaModel>,
): PropertyModel {
  if (property.description !== '' || property.type.kind !== 'reference') return property;
  return { ...property, description: schemas.get(property.type.name)?.description ?? '' };
}

function describe(type: TypeModel, schemas: ReadonlyMap<string, SchemaModel>): TypeModel {
  if (type.kind !== 'object') return type;
  return { ...type, properties: type.properties.map((property) => describeProperty(property, schemas)) };
}

function wellKnown(name: string, type: TypeModel, where: string): TypeModel {
  const strings = type.kind === 'union' ? type.members : [type];
  const text = strings.find((member): member is StringType => member.kind === 'string');
  if (!scalars.includes(name)) return type;
  if (name === 'Time' && type.kind === 'id') return { kind: 'time' };
  if (text === undefined)
    return refuse(where, 'not a text', `${name} is known to the generator as a text; keep it so`);
  switch (name) {
    case 'Id':
    case 'IdOrNumber': // a client that reads every id as a text reads both alike
      return { kind: 'id', pattern: text.pattern, message: text.message };
    case 'Time':
      return { kind: 'time' };
    case 'Url':
      return { ...text, uri: true };
    default:
      // Meta's timestamps have had several forms: a schema that refused a new one would refuse the whole answer.
      return { ...text, pattern: undefined };
  }
}

/** Follows references until something that is not one. */
export function resolveType(
  type: TypeModel,
  schemas: ReadonlyMap<string, SchemaModel>,
  where: string,
): TypeModel {
  if (type.kind !== 'reference') return type;
  const schema = schemas.get(type.name);
  if (schema === undefined)
    return refuse(where, `there is no schema ${type.name}`, `Describe it under ${at}`);
  return resolveType(schema.type, schemas, where);
}

/** Whether a schema is spelled out where it is used instead of getting a module of its own: the scalars, and lists. */
export function isInline({ name, type }: SchemaModel): boolean {
  return scalars.includes(name) || type.kind === 'array' || type.kind === 'unwrapped';
}

/**
 * The name of the object whose fields a nested selection below `type` chooses: of the object itself, of a list's items,
 * or of the items under `data`.
 */
export function selectableSchema(
  type: TypeModel,
  schemas: ReadonlyMap<string, SchemaModel>,
): string | undefined {
  switch (type.kind) {
    case 'array':
    case 'unwrapped':
      return selectableSchema(type.items, schemas);
    case 'object': {
      const items = dataItems(type);
      return items === undefined ? undefined : selectableSchema(items, schemas);
    }
    case 'reference': {
      const target = schemas.get(type.name)?.type;
      if (target === undefined) return undefined;
      if (target.kind === 'object')
        return dataItems(target) === undefined ? type.name : selectableSchema(target, schemas);
      return selectableSchema(target, schemas);
    }
    default:
      return undefined;
  }
}

/** The type of the items when an object is nothing but a list under `data` (with or without its cursors). */
export function dataItems(type: TypeModel): TypeModel | undefined {
  if (type.kind !== 'object') return undefined;
  const data = type.properties.find((property) => property.name === 'data');
  if (data?.type.kind !== 'array') return undefined;
  return type.properties.every((property) => ['data', 'paging'].includes(property.name))
    ? data.type.items
    : undefined;
}
