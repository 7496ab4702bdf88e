import openapi from '@threads-sdk/openapi' with { type: 'json' };
// @boundaries-ignore generated from the same description
import * as oauth from '../../auth/test/oauth-functions.ts';
import * as endpoints from '../src/index.ts';
import { isObject, objectAt } from '../generate/json.ts';
import type { Model, OperationModel } from '../generate/model.ts';
import { readDescription } from '../generate/read-description.ts';
import { readSent } from '../generate/read-sent-text.ts';

/** The description of the API, as the generator reads it. */
export const description: Model = readDescription(JSON.stringify(openapi));

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
  const form = ['paths', path, 'post', 'requestBody', 'content', 'application/x-www-form-urlencoded'];
  const properties = objectAt(at(openapi, [...form, 'schema', 'properties']), path);
  return Object.entries(objectAt(at(openapi, [...form, 'examples']), path)).map(([name, example]) => {
    const sent = Object.entries(objectAt(at(example, ['value']), name));
    // As the functions take them: the examples of the description show what is sent.
    const given = sent.map(([key, value]) => [
      key,
      readSent(objectAt(properties[key], key), key).read(value),
    ]);
    return [name, Object.fromEntries(given)];
  });
}

/** The parameters of an operation as the examples of the description give them. */
export function exampleParameters(operation: OperationModel): Readonly<Record<string, unknown>> {
  const given = operation.parameters.filter(
    ({ example, sentByDefault }) => example !== undefined && sentByDefault === undefined,
  );
  return Object.fromEntries(given.map(({ name, example }) => [name, example]));
}

const functions: Readonly<Record<string, unknown>> = { ...endpoints, ...oauth };

/** A generated function, by the description: those of `oauth` belong to another package, and are internal there. */
export function generatedFunction({
  id,
  navigation,
}: OperationModel): (...parameters: readonly unknown[]) => unknown {
  const found = functions[navigation ? `${id}Url` : id];
  if (typeof found !== 'function')
    throw new Error(
      `${id} is not generated: run ./run generate. A new one of oauth belongs into oauth-functions.ts.`,
    );
  return (...parameters) => Reflect.apply(found, undefined, parameters);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
