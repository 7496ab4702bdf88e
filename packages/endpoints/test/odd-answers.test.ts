import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObjectType, OperationModel, PropertyModel, TypeModel } from '../generate/model.ts';
import { resolveType } from '../generate/read-schemas.ts';
import { description, exampleParameters, generatedFunction } from './description.ts';
import { serve } from './serve.ts';

const server = serve();

/** A part of an answer, as the description has it: what comes, and what a caller gets of it. */
interface Part {
  readonly type: TypeModel;
  readonly wire: unknown;
  /** The members or items; none of a plain value. */
  readonly parts: readonly (Part & { readonly key: string | number; readonly required: boolean })[];
}

/** Answers of a type, with all members that it has down to some depth. */
function answers(type: TypeModel, depth = 2): fc.Arbitrary<Part> {
  const resolved = resolveType(type, description.schemas, 'an answer');
  const plain = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Part> =>
    value.map((wire) => ({ type: resolved, wire, parts: [] }));
  switch (resolved.kind) {
    case 'boolean':
      return plain(fc.boolean());
    case 'number':
      return plain(fc.nat());
    case 'id':
      return plain(fc.oneof(fc.nat(), fc.stringMatching(/^[1-9]\d{0,18}$/)));
    case 'string':
      return plain(fc.stringMatching(/^\w{0,8}$/));
    case 'union':
      return fc
        .oneof(...resolved.members.map((member) => answers(member, depth)))
        .map(({ wire }) => ({ type: resolved, wire, parts: [] }));
    case 'array':
    case 'unwrapped': {
      const items = fc.array(answers(resolved.items, depth - 1), { maxLength: 2 });
      const isWrapped = resolved.kind === 'unwrapped' ? fc.boolean() : fc.constant(false);
      return fc.tuple(items, isWrapped).map(([list, wrapped]) => {
        const wire = list.map((item) => item.wire);
        const parts = list.map((item, key) => Object.assign(item, { key, required: false }));
        return { type: resolved, wire: wrapped ? { data: wire } : wire, parts };
      });
    }
    case 'object': {
      const members = resolved.properties.filter(({ required }) => required || depth > 0);
      const values = fc.tuple(...members.map((member) => answers(member.type, depth - 1)));
      return values.map((list) => ({
        type: resolved,
        wire: Object.fromEntries(members.map(({ name }, index) => [name, list[index]?.wire])),
        parts: members.flatMap(({ name: key, required }, index) => {
          const member = list[index];
          return member ? [{ ...member, key, required }] : [];
        }),
      }));
    }
    default:
      throw new Error(`No answer has a ${resolved.kind}.`);
  }
}

/** What a caller gets of a part when one that it leads to is odd; undefined if nothing can be made of it. */
function readable(part: Part, odd: Part): unknown {
  if (part === odd) return undefined;
  const { type, wire, parts } = part;
  if (type.kind === 'id') return String(wire);
  if (type.kind !== 'object' && type.kind !== 'array' && type.kind !== 'unwrapped') return wire;
  const read = parts.map((each) => [each.key, readable(each, odd)] as const);
  if (type.kind !== 'object') return read.map(([, value]) => value).filter((value) => value !== undefined);
  const missing = parts.some(({ required }, index) => required && read[index]?.[1] === undefined);
  return missing ? undefined : Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** The answer with something else in the place of an odd part. */
function withOdd(part: Part, odd: Part, other: unknown): unknown {
  if (part === odd) return other;
  const { type, wire, parts } = part;
  if (parts.length === 0) return wire;
  const entries = parts.map((each) => [each.key, withOdd(each, odd, other)] as const);
  if (type.kind === 'object') return Object.fromEntries(entries);
  const list = entries.map(([, value]) => value);
  return Array.isArray(wire) ? list : { data: list };
}

/** Every part that an answer leads to, by its place. */
function places(part: Part, place = ''): readonly (readonly [place: string, part: Part, inList: boolean])[] {
  return part.parts.flatMap((each) => {
    const inList = typeof each.key === 'number';
    const found = inList ? `${place}[${each.key}]` : `${place}.${each.key}`.replace(/^\./, '');
    return [[found, each, inList] as const, ...places(each, found)];
  });
}

/** Values of types that a part does not have. */
function others({ type }: Part, inList: boolean): readonly unknown[] {
  const values = { string: 'x', number: 5, boolean: true, array: ['x'], object: { x: 1 } };
  const right: Readonly<Record<string, readonly string[]>> = {
    id: ['string', 'number'],
    union: type.kind === 'union' ? type.members.map(({ kind }) => kind) : [],
    unwrapped: ['array'],
  };
  const wrong = Object.entries(values).filter(([kind]) => !(right[type.kind] ?? [type.kind]).includes(kind));
  return [...wrong.map(([, value]) => value), ...(inList ? [null] : [])];
}

function property(name: string, type: TypeModel, required = false): PropertyModel {
  const [some] = description.operations.flatMap(({ parameters }) => parameters);
  if (some === undefined) throw new Error('The description has no parameter.');
  return { ...some, name, type, required };
}

/** The whole answer of an operation. */
function answerType({ result }: OperationModel): TypeModel {
  if (result.kind === 'value') return result.type;
  if (result.kind === 'none') throw new Error('A page of the browser has no answer.');
  const text: TypeModel = { ...textType };
  const cursors: ObjectType = {
    kind: 'object',
    properties: [property('before', text), property('after', text)],
  };
  const paging: ObjectType = {
    kind: 'object',
    properties: [property('cursors', cursors), property('next', text), property('previous', text)],
  };
  const data: TypeModel = { kind: 'array', items: result.item, minItems: undefined, maxItems: undefined };
  return { kind: 'object', properties: [property('data', data, true), property('paging', paging)] };
}

const textType: TypeModel = {
  kind: 'string',
  values: undefined,
  knownValues: undefined,
  minLength: undefined,
  maxLength: undefined,
  pattern: undefined,
  message: undefined,
  uri: false,
};

/** An answer, one place of it, and what stands there instead. */
function oddAnswers(type: TypeModel): fc.Arbitrary<{
  readonly whole: Part;
  readonly odd: Part;
  readonly place: string;
  readonly other: unknown;
}> {
  return answers(type).chain((whole) => {
    const found = fc.constantFrom(...places(whole));
    return found.chain(([place, odd, inList]) =>
      fc.constantFrom(...others(odd, inList)).map((other) => ({ whole, odd, place, other })),
    );
  });
}

describe('an answer in which one member or item is of another type than documented', () => {
  const asked = description.operations.filter(({ navigation }) => !navigation);

  it.each(asked)('of $id: the rest is read, unless it cannot do without', async (operation) => {
    const call = generatedFunction(operation);
    await fc.assert(
      fc.asyncProperty(oddAnswers(answerType(operation)), async ({ whole, odd, place, other }) => {
        server.answerWith(JSON.stringify(withOdd(whole, odd, other)));
        const rest = readable(whole, odd);
        const outcome = await Promise.resolve(call(server.client, exampleParameters(operation))).then(
          (value) => ({ value, leftOut: server.leftOut.at(-1) }),
          ({ code, reason }: { readonly code: unknown; readonly reason: unknown }) => ({ code, reason }),
        );
        const [inReason, inList] = [expect.stringContaining(place), expect.arrayContaining([place])];
        expect(outcome).toEqual(
          rest === undefined
            ? { code: 'RESPONSE_INVALID', reason: inReason }
            : { value: rest, leftOut: inList },
        );
      }),
      { numRuns: 60 },
    );
  });
});
