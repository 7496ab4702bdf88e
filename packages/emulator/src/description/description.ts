import description, {
  type MediaType,
  type Operation,
  type Parameter,
  type Quota,
  type Schema,
} from '@threads-sdk/openapi' with { type: 'json' };

/** One operation of the API's description, as far as answering it is concerned. */
export interface OperationDescription {
  /** Its `operationId`, e.g. `listThreads`. */
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  /** Without a version, e.g. `/{user_id}/threads`. */
  readonly path: string;
  /** Of a path such as `/{user_id}/threads`: `user_id`. */
  readonly placeholder?: string;
  /** Of a path such as `/{user_id}/threads`: `threads`. */
  readonly edge?: string;
  /** The permissions that its token needs. */
  readonly scopes: readonly string[];
  /** Whether it needs no token of a user. */
  readonly anonymous: boolean;
  /**
   * The fields that can be read with it: the members of its answer's object, or of the objects of its list; each with
   * the permissions that it needs besides.
   */
  readonly readable: ReadonlyMap<string, readonly string[]>;
  /** The parameters of its body, each with the permissions that it needs besides. */
  readonly writable: ReadonlyMap<string, readonly string[]>;
  /** What it counts against. */
  readonly quotas: Readonly<Record<string, Quota>>;
}

/** The same for every emulator: reading them takes half of the time to make one. */
let operations: readonly OperationDescription[] | undefined;

/** Every operation of the description; an operation that is seen in several ways is replaced by its views. */
export function readOperations(): readonly OperationDescription[] {
  operations ??= Object.entries(description.paths).flatMap(([path, item]) =>
    [
      { method: 'GET', operation: item.get },
      { method: 'POST', operation: item.post },
      { method: 'DELETE', operation: item.delete },
    ].flatMap(({ method, operation }) => {
      if (operation === undefined) return [];
      return (operation['x-threads-views'] ?? [operation]).map((view) => describe(method, path, view));
    }),
  );
  return operations;
}

/** Every permission that a user can grant. */
export function readScopes(): readonly string[] {
  return Object.keys(description.components.securitySchemes.user_token.flows.authorizationCode.scopes);
}

function describe(method: string, path: string, operation: Operation): OperationDescription {
  const scopes = operation.security.flatMap((requirement) => requirement['user_token'] ?? []);
  const answer = resolve(schemaOf(operation.responses['200']?.content));
  const items = answer.properties?.['data']?.items;
  const pattern = operation['x-threads-path'] ?? path;
  const [, placeholder, edge] = /^\/\{(\w+)\}(?:\/(\w+))?$/.exec(pattern) ?? [];
  return {
    id: operation.operationId,
    tag: operation.tags[0] ?? '',
    method,
    path: pattern,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(edge === undefined ? {} : { edge }),
    scopes,
    anonymous: scopes.length === 0,
    readable: members(items ?? answer),
    writable: members(schemaOf(operation.requestBody?.content)),
    quotas: operation['x-threads-quota'] ?? {},
  };
}

function members(schema: Schema): ReadonlyMap<string, readonly string[]> {
  const { properties = {} } = resolve(schema);
  return new Map(
    Object.entries(properties).map(([name, member]) => [name, member['x-threads-scopes'] ?? []]),
  );
}

function schemaOf(content: Readonly<Record<string, MediaType>> | undefined): Schema {
  return Object.values(content ?? {})[0]?.schema ?? {};
}

function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/components/schemas/', '');
  const target = description.components.schemas[name];
  if (target === undefined)
    throw new TypeError(`The description refers to ${schema.$ref}, which it does not have.`);
  return resolve(target);
}

/** What a parameter is to a client that sends it: a text, a number, a switch, a list, or an object as JSON. */
export type ParameterKind = 'text' | 'number' | 'flag' | 'list' | 'json';

/** The parameters of an operation, in path, query and body, by name; empty for one that there is not. */
export function readParameterKinds(operationId: string): ReadonlyMap<string, ParameterKind> {
  const operations = Object.values(description.paths).flatMap((item) =>
    [item.get, item.post, item.delete].flatMap((operation) =>
      operation === undefined ? [] : (operation['x-threads-views'] ?? [operation]),
    ),
  );
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  const kinds = new Map<string, ParameterKind>();
  for (const parameter of operation?.parameters ?? []) {
    const { name = '', schema = {} } = resolveParameter(parameter);
    kinds.set(name, kindOf(schema));
  }
  const { properties = {} } = resolve(schemaOf(operation?.requestBody?.content));
  for (const [name, schema] of Object.entries(properties)) kinds.set(name, kindOf(schema));
  return kinds;
}

function resolveParameter(parameter: Parameter): Parameter {
  const name = parameter.$ref?.replace('#/components/parameters/', '');
  return name === undefined ? parameter : (description.components.parameters[name] ?? {});
}

function kindOf(reference: Schema): ParameterKind {
  const schema = resolve(reference);
  if (schema['x-threads-comma-separated'] !== undefined) return 'list';
  if (schema.contentSchema !== undefined) return 'json';
  if (schema.type === 'boolean') return 'flag';
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
}
