import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveImports } from '../playground/resolve-imports.ts';
import { showValue } from '../playground/show-value.ts';

const modules = { a: { one: 1, two: 2 }, b: { three: 3 } };

/** Runs a program whose imports are resolved. */
function run(program: string): unknown {
  const resolved = resolveImports(program, modules);
  // oxlint-disable-next-line typescript/no-implied-eval -- what the playground does in a worker
  return typeof resolved === 'string' ? new Function('modules', resolved)(modules) : resolved;
}

describe('the imports of a program in the playground', () => {
  it.each([
    ["import { one } from 'a';\nreturn one;", 1],
    ['import { one as uno, two } from "a"\nreturn uno + two;', 3],
    ["// a comment\n/* and\nanother */ import * as all from 'a';\nreturn all.two;", 2],
    ["import { one, } from 'a';import { three } from 'b';\nreturn one + three;", 4],
    ["return `\nimport { one } from 'nowhere';`.length;", 31],
    ["'use strict'; return 1;", 1],
    ['', undefined],
  ])('are taken from what is in the page: %j', (program, result) => {
    expect(run(program)).toBe(result);
  });

  it.each([
    ["import { one } from 'c';", { text: "There is no 'c' in this page. It has 'a' and 'b'.", line: 1 }],
    ["import { one } from 'toString';", { text: expect.stringContaining("no 'toString'"), line: 1 }],
    ["\n\nimport { one, six, seven } from 'a';", { text: "'a' exports no six, seven.", line: 3 }],
    ["import { constructor } from 'a';", { text: "'a' exports no constructor.", line: 1 }],
  ])('are refused with their line: %j', (program, fault) => {
    expect(run(program)).toEqual(fault);
  });

  it('leave every line where it was, and the rest of the program as it was', () => {
    const statement = fc.constantFrom(
      "import { one } from 'a';",
      "import {\n  two,\n} from 'a'",
      "import * as all from 'b';",
      '// why',
      '/* why\nnot */',
      '',
    );
    fc.assert(
      fc.property(fc.array(statement), fc.string(), (head, rest) => {
        const program = [...head, `;${rest}`].join('\n');
        const resolved = resolveImports(program, modules);
        if (typeof resolved !== 'string') throw new Error(resolved.text);
        expect(resolved.split('\n').length).toBe(program.split('\n').length);
        expect(resolved.endsWith(`;${rest}`)).toBe(true);
        expect(resolved).not.toMatch(/^import [{*]/m);
      }),
    );
  });
});

describe('what the playground prints', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const shared = { id: '1' };

  it.each([
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [7n, '7'],
    [{ many: [1n, new Set([2])] }, '{"many":["1n",[2]]}'],
    [circle, '{"self":"[circular]"}'],
    [[shared, shared], '[{"id":"1"},{"id":"1"}]'],
    [{ error: new TypeError('odd') }, '{"error":"TypeError: odd"}'],
    [
      Object.assign(new Error('Refused.'), { code: 'NO', remedy: 'Ask again.' }),
      'Error [NO]: Refused. Ask again.',
    ],
  ])('is a text that can be read: no. %#', (value, text) => {
    expect(showValue(value).replaceAll(/\n */g, '').replaceAll('": ', '":')).toBe(text);
  });
});
