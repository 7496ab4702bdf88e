import openapi, {
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type Schema,
} from '@threads-sdk/openapi' with { type: 'json' };

/** An operation of the API, as its function takes it. */
export interface ApiOperation {
  /** Its name and that of its function: `listThreads`. */
  readonly id: string;
  /** What it is about, for people: `Reading posts`. */
  readonly group: string;
  readonly summary: string;
  readonly description: string;
  /** Meta's page about it. */
  readonly page: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly repeat: Operation['x-threads-repeat'];
  /** The parameter with which it must never be repeated. */
  readonly neverWhen: string | undefined;
  readonly isList: boolean;
  readonly permissions: readonly string[];
  /** Whether it needs no token. */
  readonly isAnonymous: boolean;
  readonly quota: string | undefined;
  readonly parameters: readonly ApiParameter[];
}

/** A parameter of an operation. */
export interface ApiParameter {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** What is meant where it is left out. */
  readonly usual: string | number | boolean | undefined;
  readonly schema: Schema;
}

/**
 * Reads every operation of the description but those of the login: they take or give secrets, which have no place in arguments
 * and on screens.
 */
export function readOperations(): readonly ApiOperation[] {
  const document: OpenApiDocument = openapi;
  const found = Object.entries(document.paths).flatMap(([path, { get, post, delete: remove }]) =>
    (
      [
        ['GET', get],
        ['POST', post],
        ['DELETE', remove],
      ] as const
    ).flatMap(([method, operation]) =>
      operation === undefined
        ? []
        : // One path that serves several kinds of ids is as many functions.
          (operation['x-threads-views'] ?? [operation]).map((each) => ({ path, method, operation: each })),
    ),
  );
  return found
    .filter(({ operation }) => !operation.tags.includes('oauth'))
    .map(({ path, method, operation }) => readOperation(document, path, method, operation));
}

function readOperation(
  document: OpenApiDocument,
  path: string,
  method: ApiOperation['method'],
  operation: Operation,
): ApiOperation {
  const [security] = operation.security;
  const tag = document.tags.find(({ name }) => operation.tags.includes(name));
  const quotas = Object.entries(operation['x-threads-quota'] ?? {});
  return {
    id: operation.operationId,
    group: (tag?.description ?? '').replace(/\.\s*$/, ''),
    summary: operation.summary,
    description: operation.description.trim(),
    page: operation.externalDocs.url,
    method,
    repeat: operation['x-threads-repeat'],
    neverWhen: operation['x-threads-never-when'],
    isList: operation['x-threads-list'] === true,
    permissions: security?.['user_token'] ?? [],
    isAnonymous: security === undefined,
    quota: quotas
      .map(
        ([name, { total, duration }]) => `${total} ${name.replaceAll('_', ' ')} in ${duration / 3600} hours`,
      )
      .join(', '),
    parameters: [...pathAndQuery(document, path, operation), ...body(document, operation)],
  };
}

/** The function has the name that the placeholder has in the view, where several operations share a path. */
function pathAndQuery(document: OpenApiDocument, path: string, operation: Operation): ApiParameter[] {
  const own = placeholders(operation['x-threads-path'] ?? path);
  const names = new Map(placeholders(path).map((name, index) => [name, own[index]]));
  return (operation.parameters ?? []).map((given) => {
    const parameter = resolve<Parameter>(document, given);
    const { name = '', in: place, description = '', required = false } = parameter;
    const schema = resolve<Schema>(document, parameter.schema ?? {});
    const usual = parameter['x-threads-default'];
    return {
      name: (place === 'path' && names.get(name)) || name,
      description,
      isRequired: required && usual === undefined,
      usual: usual ?? schema.default,
      schema,
    };
  });
}

function body(document: OpenApiDocument, { requestBody }: Operation): ApiParameter[] {
  const form = requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {};
  const { properties = {}, required = [] } = resolve<Schema>(document, form);
  return Object.entries(properties).map(([name, given]) => {
    const schema = { ...resolve<Schema>(document, given), ...given };
    const usual = schema['x-threads-default'];
    return {
      name,
      description: schema.description ?? '',
      isRequired: required.includes(name) && usual === undefined,
      usual: usual ?? schema.default,
      schema,
    };
  });
}

function placeholders(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** What a reference of the description stands for: `#/components/parameters/Limit`. */
function resolve<Value extends { readonly $ref?: string }>(document: OpenApiDocument, value: Value): Value {
  if (value.$ref === undefined) return value;
  const parts = value.$ref.slice(2).split('/');
  // references lead to what is of the kind that refers
  return parts.reduce<unknown>((at, part) => Reflect.get(Object(at), part), document) as Value;
}
