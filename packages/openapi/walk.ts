import description, { type Operation, type Schema } from '@threads-sdk/openapi' with { type: 'json' };

/** An operation, or a view of one, with where it stands. */
export interface Placed {
  readonly method: string;
  /** The key under `paths`. */
  readonly key: string;
  /** The path that is called, with the placeholder of what this operation or view takes. */
  readonly path: string;
  readonly operation: Operation;
}

/** Every operation as OpenAPI sees it, without the views. */
export const wireOperations: readonly Placed[] = Object.entries(description.paths).flatMap(([key, item]) =>
  Object.entries({ GET: item.get, POST: item.post, DELETE: item.delete }).flatMap(([method, operation]) =>
    operation === undefined ? [] : [{ method, key, path: key, operation }],
  ),
);

export const views: readonly Placed[] = wireOperations.flatMap(viewsOf);

/** Every operation as a client sees it: with the views instead of the operations that they are views of. */
export const operations: readonly Placed[] = wireOperations.flatMap((placed) =>
  placed.operation['x-threads-views'] === undefined
    ? [{ ...placed, path: placed.operation['x-threads-path'] ?? placed.key }]
    : viewsOf(placed),
);

function viewsOf({ method, key, operation }: Placed): readonly Placed[] {
  return (operation['x-threads-views'] ?? []).map((view) => ({
    method,
    key,
    path: view['x-threads-path'] ?? key,
    operation: view,
  }));
}

/** What `$ref` points to, or the object itself where it is no reference. */
export function resolve<Part extends { readonly $ref?: string }>(
  part: Part,
  parts: Readonly<Record<string, Part>>,
): Part {
  if (part.$ref === undefined) return part;
  const target = parts[part.$ref.slice(part.$ref.lastIndexOf('/') + 1)];
  if (target === undefined) throw new Error(`${part.$ref} does not exist`);
  return target;
}

/** What a text holds that is sent: its schema, and how it is read. */
export function heldBy(
  schema: Schema,
): { readonly schema: Schema; readonly read: (text: string) => unknown } | undefined {
  const { contentSchema, 'x-threads-comma-separated': list } = schema;
  if (list !== undefined) return { schema: list, read: (text) => text.split(',') };
  if (contentSchema !== undefined) return { schema: contentSchema, read: (text) => JSON.parse(text) };
  return undefined;
}

/** The schema of the answer of success. */
export function answerOf(operation: Operation): Schema | undefined {
  return operation.responses['200']?.content?.['application/json']?.schema;
}

/** Every object and list of the description with its JSON Pointer. */
export function* nodes(
  value: unknown = description,
  pointer = '#',
): Generator<{ pointer: string; node: object }> {
  if (typeof value !== 'object' || value === null) return;
  yield { pointer, node: value };
  for (const [key, member] of Object.entries(value)) {
    yield* nodes(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}
