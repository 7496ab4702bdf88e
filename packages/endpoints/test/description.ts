import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'yaml';
import { isObject, objectAt } from '../generate/json.ts';
import type { Model, OperationModel } from '../generate/model.ts';
import { kebabCase } from '../generate/naming.ts';
import { readDescription } from '../generate/read-description.ts';

const text = readFileSync(
  createRequire(import.meta.url).resolve('@threads-sdk/openapi/threads.openapi.yaml'),
  'utf8',
);

/** The description of the API, as the generator reads it. */
export const description: Model = readDescription(text);

/** An operation by its `operationId`. */
export function operationOf(id: string): OperationModel {
  const found = description.operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`The description has no operation ${id}.`);
  return found;
}

/** The examples of a form body, by name. */
export function bodyExamples(
  path: string,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const found = at(parse(text), [
    'paths',
    path,
    'post',
    'requestBody',
    'content',
    'application/x-www-form-urlencoded',
    'examples',
  ]);
  return Object.entries(objectAt(found, path)).map(([name, example]) => [
    name,
    objectAt(at(example, ['value']), name),
  ]);
}

/** The parameters of an operation as the examples of the description give them. */
export function exampleParameters(operation: OperationModel): Readonly<Record<string, unknown>> {
  const given = operation.parameters.filter(
    ({ example, sentByDefault }) => example !== undefined && sentByDefault === undefined,
  );
  return Object.fromEntries(given.map(({ name, example }) => [name, example]));
}

/** A generated function, by the description: those of `oauth` belong to another package, and are internal there. */
export async function generatedFunction({
  id,
  tag,
  navigation,
}: OperationModel): Promise<(...parameters: readonly unknown[]) => unknown> {
  const folder = tag === 'oauth' ? '../../auth/src/generated' : '../src/generated';
  const module: unknown = await import(new URL(`${folder}/${tag}/${kebabCase(id)}.ts`, import.meta.url).href);
  const found = at(module, [navigation ? `${id}Url` : id]);
  if (typeof found !== 'function') throw new Error(`${id} is not generated. Run ./run generate.`);
  return (...parameters) => Reflect.apply(found, undefined, parameters);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
