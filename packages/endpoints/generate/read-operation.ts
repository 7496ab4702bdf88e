import {
  arrayAt,
  assertKnownKeys,
  flagAt,
  isObject,
  objectAt,
  optionalNumberAt,
  optionalStringAt,
  refuse,
  stringAt,
  stringsAt,
  type JsonObject,
} from './json.ts';
import type { FieldSelection, FieldsModel, OperationModel, PropertyModel, SchemaModel } from './model.ts';
import { readBody, readParameters, type Source } from './read-parameters.ts';
import { readResult } from './read-result.ts';
import { selectableSchema } from './read-schemas.ts';

const known = [
  'tags',
  'operationId',
  'summary',
  'description',
  'externalDocs',
  'parameters',
  'requestBody',
  'responses',
  'security',
  'servers',
  'x-threads-path',
  'x-threads-since',
  'x-threads-repeat',
  'x-threads-never-when',
  'x-threads-versionless',
  'x-threads-default-fields',
  'x-threads-list',
  'x-threads-navigation',
  'x-threads-quota',
];

interface OperationSource extends Source {
  readonly operation: JsonObject;
  readonly method: string;
  readonly path: string;
}

export function readOperation(source: OperationSource): Omit<OperationModel, 'category'> {
  const { operation, at, schemas } = source;
  assertKnownKeys(operation, known, at);
  const id = stringAt(operation['operationId'], `${at}.operationId`);
  if (!/^[a-z][A-Za-z0-9]*$/.test(id))
    refuse(`${at}.operationId`, `the name ${id}`, 'Use camelCase: it becomes the name of a function');
  const path = optionalStringAt(operation['x-threads-path'], `${at}.x-threads-path`) ?? source.path;
  const parameters = [
    ...readParameters(source, nameLike(path, source, operation['parameters'])),
    ...readBody(source, operation['requestBody']),
  ];
  assertPlaceholders(path, parameters, at);
  const navigation = flagAt(operation['x-threads-navigation'], `${at}.x-threads-navigation`);
  const result = navigation ? { kind: 'none' as const } : readResult(source, operation);
  if (
    result.kind === 'pages' &&
    !['before', 'after'].every((cursor) => parameters.some(({ name }) => name === cursor))
  ) {
    refuse(at, 'a list that cannot be walked', 'Describe its parameters before and after');
  }
  const method = source.method.toUpperCase();
  const neverWhen = optionalStringAt(operation['x-threads-never-when'], `${at}.x-threads-never-when`);
  if (neverWhen !== undefined && !parameters.some((parameter) => parameter.name === neverWhen)) {
    refuse(
      `${at}.x-threads-never-when`,
      `there is no parameter ${neverWhen}`,
      'Name a boolean parameter of this operation',
    );
  }
  return {
    id,
    tag: readTag(operation, at),
    method: method === 'POST' || method === 'DELETE' ? method : 'GET',
    path,
    summary: stringAt(operation['summary'], `${at}.summary`),
    description: optionalStringAt(operation['description'], `${at}.description`),
    page: readPage(operation, at),
    since: optionalStringAt(operation['x-threads-since'], `${at}.x-threads-since`),
    quota: readQuota(operation['x-threads-quota'], `${at}.x-threads-quota`),
    ...readSecurity(operation['security'], `${at}.security`),
    versionless: flagAt(operation['x-threads-versionless'], `${at}.x-threads-versionless`),
    repeat: readRepeat(operation, source.method, at),
    neverWhen,
    navigation,
    parameters: parameters.filter((parameter) => parameter.name !== 'fields'),
    fields: readFields(operation, parameters, result, schemas, at),
    result,
  };
}

function readTag(operation: JsonObject, at: string): string {
  const [tag, ...others] = stringsAt(operation['tags'], `${at}.tags`);
  if (tag === undefined || others.length > 0)
    return refuse(`${at}.tags`, 'not exactly one tag', 'The tag is the folder of the function: give one');
  return tag;
}

function readPage(operation: JsonObject, at: string): string {
  const docs = objectAt(operation['externalDocs'], `${at}.externalDocs`);
  assertKnownKeys(docs, ['url', 'description'], `${at}.externalDocs`);
  return stringAt(docs['url'], `${at}.externalDocs.url`);
}

function readRepeat(operation: JsonObject, method: string, at: string): OperationModel['repeat'] {
  const repeat = operation['x-threads-repeat'] ?? (method === 'get' ? 'safe' : undefined);
  if (repeat === 'safe' || repeat === 'idempotent' || repeat === 'never') return repeat;
  return refuse(
    `${at}.x-threads-repeat`,
    'it is not said whether the call may be repeated',
    'Write safe, idempotent or never',
  );
}

function readSecurity(value: unknown, at: string): Pick<OperationModel, 'scopes' | 'anonymous'> {
  const [requirement, ...others] = arrayAt(value, at);
  if (others.length > 0) refuse(at, 'several ways to authorize', 'Give one');
  if (requirement === undefined) return { scopes: [], anonymous: true };
  const scheme = objectAt(requirement, `${at}[0]`);
  assertKnownKeys(scheme, ['user_token'], `${at}[0]`);
  return { scopes: stringsAt(scheme['user_token'], `${at}[0].user_token`), anonymous: false };
}

/** A sentence out of the quotas by name: `250 posts in 24 hours`. */
function readQuota(value: unknown, at: string): string | undefined {
  if (value === undefined) return undefined;
  const parts = Object.entries(objectAt(value, at)).map(([name, entry]) => {
    const quota = objectAt(entry, `${at}.${name}`);
    assertKnownKeys(quota, ['total', 'duration', 'usage'], `${at}.${name}`);
    const total = optionalNumberAt(quota['total'], `${at}.${name}.total`);
    const duration = optionalNumberAt(quota['duration'], `${at}.${name}.duration`);
    if (total === undefined || duration === undefined)
      return refuse(
        `${at}.${name}`,
        'a quota without total or duration',
        'Write both; the duration is in seconds',
      );
    return `${total} ${name.replaceAll('_', ' ')} in ${duration / 3600} hours`;
  });
  return `${parts.join(', ')}.`;
}

function readFields(
  operation: JsonObject,
  parameters: readonly PropertyModel[],
  result: OperationModel['result'],
  schemas: ReadonlyMap<string, SchemaModel>,
  at: string,
): FieldsModel | undefined {
  const parameter = parameters.find(({ name }) => name === 'fields');
  const defaults = operation['x-threads-default-fields'];
  if (parameter === undefined) {
    if (defaults !== undefined)
      refuse(
        `${at}.x-threads-default-fields`,
        'default fields without a parameter "fields"',
        'Add the parameter',
      );
    return undefined;
  }
  const type = result.kind === 'pages' ? result.item : result.kind === 'value' ? result.type : undefined;
  const schema = type === undefined ? undefined : selectableSchema(type, schemas);
  if (schema === undefined)
    return refuse(
      at,
      'a parameter "fields", but the answer is no named object',
      'Let the answer refer to a schema',
    );
  if (defaults !== undefined)
    assertFieldsExist(
      readSelections(defaults, `${at}.x-threads-default-fields`),
      schema,
      schemas,
      `${at}.x-threads-default-fields`,
    );
  return {
    description: parameter.description,
    schema,
    defaults: defaults === undefined ? undefined : readSelections(defaults, `${at}.x-threads-default-fields`),
  };
}

function readSelections(value: unknown, at: string): readonly FieldSelection[] {
  return arrayAt(value, at).map((entry, index) => {
    const where = `${at}[${index}]`;
    if (!isObject(entry)) return stringAt(entry, where);
    return Object.fromEntries(
      Object.entries(entry).map(([field, nested]) => [field, readSelections(nested, `${where}.${field}`)]),
    );
  });
}

function assertFieldsExist(
  selections: readonly FieldSelection[],
  name: string,
  schemas: ReadonlyMap<string, SchemaModel>,
  at: string,
): void {
  const type = schemas.get(name)?.type;
  const properties = type?.kind === 'object' ? type.properties : [];
  for (const selection of selections) {
    const entries: readonly (readonly [string, readonly FieldSelection[]])[] =
      typeof selection === 'string' ? [[selection, []]] : Object.entries(selection);
    for (const [field, nested] of entries) {
      const property = properties.find((candidate) => candidate.name === field);
      if (property === undefined)
        return refuse(at, `${name} has no field ${field}`, 'Describe the field, or drop it here');
      const target = selectableSchema(property.type, schemas);
      if (nested.length > 0 && target === undefined)
        return refuse(at, `${field} has no fields of its own`, 'Name it alone');
      if (target !== undefined) assertFieldsExist(nested, target, schemas, at);
    }
  }
}

/** The parameters with the names that the placeholders have in `path`, where the key under `paths` has others. */
function nameLike(path: string, source: OperationSource, parameters: unknown): unknown {
  if (path === source.path || parameters === undefined) return parameters;
  const names = placeholdersOf(path);
  const renamed = new Map(placeholdersOf(source.path).map((name, index) => [name, names[index]]));
  return arrayAt(parameters, `${source.at}.parameters`).map((parameter) =>
    isObject(parameter) && parameter['in'] === 'path' && typeof parameter['name'] === 'string'
      ? { ...parameter, name: renamed.get(parameter['name']) ?? parameter['name'] }
      : parameter,
  );
}

function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** The parameter names of the SDK are the placeholders, so each placeholder needs its parameter. */
function assertPlaceholders(path: string, parameters: readonly PropertyModel[], at: string): void {
  for (const name of placeholdersOf(path)) {
    if (parameters.some((parameter) => parameter.name === name)) continue;
    refuse(
      at,
      `the placeholder {${name}} of ${path} has no parameter`,
      'Describe it as a parameter in: path',
    );
  }
}
