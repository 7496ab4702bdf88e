import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indentJson } from './indent-json.ts';

it('writes a member on each line', () => {
  expect(indentJson('{"data":[{"id":17841405793187218},{}],"next":"a:b,c"}')).toBe(
    '{\n  "data": [\n    {\n      "id": 17841405793187218\n    },\n    {}\n  ],\n  "next": "a:b,c"\n}',
  );
});

it('writes every JSON as JSON.stringify does, as deep as it indents', () => {
  fc.assert(
    fc.property(fc.oneof(fc.object({ maxDepth: 5 }), fc.array(fc.jsonValue({ maxDepth: 5 }))), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
    }),
  );
});

it('loses nothing of a text that is cut off or no JSON at all', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(200), (value, end) => {
      const text = JSON.stringify({ value }).slice(0, end + 1);
      expect(indentJson(text).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    }),
  );
  expect(indentJson('<h1>Bad: Gateway</h1>')).toBe('<h1>Bad: Gateway</h1>');
});

it('does not grow without bound where nesting does not end', () => {
  expect(indentJson('['.repeat(10_000)).length).toBeLessThan(300_000);
});
