// Copied from packages/endpoints/src/answer-object.ts by `./run generate`. Do not edit.
import * as v from 'valibot';
import { isObject } from './is-object.ts';

/** What each member of an object is, whether it may be absent or not: the name of a plain type, or a schema. */
type Members<Output> = {
  readonly [Name in keyof Output]-?: Member<Exclude<Output[Name], undefined>>;
};

type Member<Value> = v.GenericSchema<unknown, Value> | PlainType<Value>;

/** Meta sends most ids as text and a few as numbers; callers always get text. */
type PlainType<Value> = [Value] extends [string]
  ? 'string' | 'id'
  : [Value] extends [number]
    ? 'number'
    : [Value] extends [boolean]
      ? 'boolean'
      : never;

/**
 * An object in an answer: its known members are checked where they are there, and what else there is is kept. The object
 * is changed in place: it was made for this answer alone. valibot's `looseObject` and `string` make copies, which takes
 * four times as long for a page of posts.
 *
 * @param members the known members
 * @param required the names of those that must be there, default none
 * @internal
 */
export function answerObject<Output extends object>(
  members: Members<Output>,
  required: readonly (string & keyof Output)[] = [],
): v.GenericSchema<unknown, Output> {
  const types = new Map<string, v.GenericSchema | string>(Object.entries(members));
  return v.pipe(
    v.custom<Output & Record<string, unknown>>(isObject, 'must be an object'),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const object: Record<string, unknown> = dataset.value;
      for (const name of required) if (!(name in object)) addIssue(fault(object, name, 'is missing'));
      for (const name in object) {
        const type = types.get(name);
        const member = object[name];
        if (type === 'id' && typeof member === 'number') object[name] = String(member);
        else if (typeof type === 'string') {
          if (typeof member !== (type === 'id' ? 'string' : type))
            addIssue(fault(object, name, `must be a ${type}`));
        } else if (type !== undefined) {
          // What `safeParse` does, without a result around the result: there are hundreds on a page.
          const { value, issues } = type['~run']({ value: member }, {});
          object[name] = value;
          for (const { message, path } of issues ?? []) addIssue(fault(object, name, message, path));
        }
      }
    }),
  );
}

function fault(
  input: Record<string, unknown>,
  key: string,
  message: string,
  below: readonly v.IssuePathItem[] = [],
): v.RawCheckIssueInfo<Record<string, unknown>> {
  return { message, path: [{ type: 'object', origin: 'value', input, key, value: input[key] }, ...below] };
}
