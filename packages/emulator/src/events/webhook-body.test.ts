import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeUnicode } from './webhook-body.ts';

describe('the escapes of a webhook body', () => {
  it('have lower-case hex digits, and leave slashes and all of ASCII alone', () => {
    expect(escapeUnicode('"äöå \u00ff 🚋 / <a>"')).toBe(
      '"\\u00e4\\u00f6\\u00e5 \\u00ff \\ud83d\\ude8b / <a>"',
    );
  });

  it('make ASCII of any JSON, and the same JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const text = String.fromCharCode(...units);
        const escaped = escapeUnicode(JSON.stringify({ text }));
        expect(escaped).toMatch(/^[\0-\x7f]*$/);
        expect(JSON.parse(escaped)).toEqual({ text });
      }),
    );
  });
});
