import * as v from 'valibot';
import { fault, isObject, type Late, runMember } from './member.ts';
import { withoutToken } from './json.ts';

/** What each member of an object is, whether it may be absent or not: the name of a plain type, or a schema. */
type Members<Output> = {
  readonly [Name in keyof Output]-?: Member<Exclude<Output[Name], undefined>>;
};

type Member<Value> = Late<Value> | PlainType<Value>;

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
 */
export function answerObject<Output extends object>(
  members: Members<Output>,
  required: readonly (string & keyof Output)[] = [],
): v.GenericSchema<unknown, Output> {
  const types = new Map<string, Late<unknown> | string>(Object.entries(members));
  return v.pipe(
    v.custom<Output & Record<string, unknown>>(isObject, 'must be an object'),
    v.rawTransform(({ dataset: { value }, addIssue }) => {
      const object: Record<string, unknown> = value;
      for (const name of required) if (!(name in object)) addIssue(fault(name, 'is missing'));
      for (const name in object) {
        const type = types.get(name);
        const member = object[name];
        if (type === 'id' && typeof member === 'number') object[name] = String(member);
        else if (typeof type === 'string') {
          if (typeof member !== (type === 'id' ? 'string' : type)) addIssue(fault(name, `must be a ${type}`));
        } else if (type) object[name] = runMember(name, type, member, {}, addIssue);
      }
      return value;
    }),
  );
}

/** A list in an answer, checked like {@link answerObject}. */
export function answerList<Item>(item: Late<Item>): v.GenericSchema<unknown, Item[]> {
  return v.pipe(
    v.custom<unknown[]>(Array.isArray, 'must be a list'),
    v.rawTransform(({ dataset: { value }, addIssue }) =>
      value.map((each, index) => runMember(index, item, each, {}, addIssue) as Item),
    ),
  );
}

/** An identifier in an answer. Meta sends most of them as text and a few as numbers; callers always get text. */
export const idOutput: v.GenericSchema<unknown, string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.custom((id) => /^(?:string|number)$/.test(typeof id), 'must be an id'),
  /* @__PURE__ */ v.rawTransform(({ dataset }) => String(dataset.value)),
);

/** A list that comes bare, or inside an object under `member`: callers always get the bare list. */
export function unwrapped<Item>(member: string, item: Late<Item>): v.GenericSchema<unknown, Item[]> {
  return v.pipe(
    v.custom<unknown>(() => true),
    v.rawTransform(({ dataset: { value } }) => (isObject(value) && member in value ? value[member] : value)),
    answerList(item),
  );
}

/** A URL in an answer that Meta has put the access token into: it is handed on without it. */
export const urlWithoutToken: v.GenericSchema<unknown, string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.string(),
  /* @__PURE__ */ v.rawTransform(({ dataset }) => withoutToken(dataset.value)),
);
