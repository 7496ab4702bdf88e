import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringifyJson, type JsonValue } from './json.ts';

describe('the JSON of an answer', () => {
  it('has big integers with every digit, and no absent members', () => {
    expect(stringifyJson({ user_id: 17841405793187219n, name: undefined, list: [1n, 'a'] })).toBe(
      '{"user_id":17841405793187219,"list":[1,"a"]}',
    );
  });

  it('is what JSON.stringify gives for everything else', () => {
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => {
        expect(stringifyJson(json)).toBe(JSON.stringify(json));
      }),
    );
  });
});
