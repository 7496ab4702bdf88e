import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFields, readNode, type GraphNode, type Selection } from './fields.ts';

const node: GraphNode = {
  fields: { id: () => '1', text: () => 'Hello', alt_text: () => undefined },
  objects: {
    owner: () => ({ fields: { id: () => '2', name: () => 'Alice' } }),
    children: () => [{ fields: { id: () => '3' } }],
    poll: () => ({ fields: { option_a: () => 'Tea', votes: () => 4 }, defaults: ['option_a'] }),
    quoted_post: () => undefined,
  },
};

function format(selections: readonly Selection[]): string {
  return selections
    .map(({ name, nested }) => (nested === undefined ? name : `${name}{${format(nested)}}`))
    .join(',');
}

describe('parsing fields', () => {
  it('reads names, nested ones too, and does not mind spaces', () => {
    expect(parseFields(' id, poll_attachment { option_a , option_b },text')).toEqual([
      { name: 'id' },
      { name: 'poll_attachment', nested: [{ name: 'option_a' }, { name: 'option_b' }] },
      { name: 'text' },
    ]);
  });

  it('gives back every selection that was written', () => {
    const name = fc.stringMatching(/^[a-z_]{1,8}$/);
    const selections = (levels: number): fc.Arbitrary<Selection[]> =>
      fc.uniqueArray(
        levels === 0
          ? fc.record({ name })
          : fc.oneof(fc.record({ name }), fc.record({ name, nested: selections(levels - 1) })),
        { minLength: 1, maxLength: 4, selector: (selection) => selection.name },
      );
    fc.assert(
      fc.property(selections(5), (value) => {
        expect(parseFields(format(value))).toEqual(value);
      }),
    );
  });
});

describe('fields that would make an answer grow without end', () => {
  const nested = (levels: number): string => `${'owner{'.repeat(levels)}id${'}'.repeat(levels)}`;

  it('may be nested five levels deep', () => {
    expect(parseFields(nested(5))).toHaveLength(1);
    for (const levels of [6, 10_000]) {
      expect(() => parseFields(nested(levels))).toThrow('Fields must be nested at most 5 levels deep');
    }
  });

  it('count once, however often they are named: the last of them', () => {
    expect(parseFields(`${'text,owner,'.repeat(100)}owner{name}`)).toEqual([
      { name: 'text' },
      { name: 'owner', nested: [{ name: 'name' }] },
    ]);
  });
});

describe('reading a node', () => {
  it('gives what is selected, in that order, and its id', () => {
    expect(JSON.stringify(readNode(node, parseFields('text,owner{name}'), 'refuse'))).toBe(
      '{"text":"Hello","owner":{"name":"Alice","id":"2"},"id":"1"}',
    );
  });

  it('gives the id alone when nothing is selected', () => {
    expect(readNode(node, undefined, 'refuse')).toEqual({ id: '1' });
    expect(readNode(node, parseFields('owner,children'), 'refuse')).toEqual({
      id: '1',
      owner: { id: '2' },
      children: { data: [{ id: '3' }] },
    });
  });

  it('gives an object without an id by its defaults', () => {
    expect(readNode(node, parseFields('poll'), 'refuse')).toEqual({ id: '1', poll: { option_a: 'Tea' } });
    expect(readNode(node, parseFields('poll{votes}'), 'refuse')).toEqual({ id: '1', poll: { votes: 4 } });
  });

  it('leaves out what is absent', () => {
    expect(readNode(node, parseFields('alt_text,quoted_post{text}'), 'refuse')).toEqual({ id: '1' });
  });

  it('refuses or ignores what is unknown, at every depth', () => {
    expect(() => readNode(node, parseFields('owner{age}'), 'refuse')).toThrow(
      'Tried accessing nonexisting field (age)',
    );
    expect(readNode(node, parseFields('owner{age},toString'), 'ignore')).toEqual({
      id: '1',
      owner: { id: '2' },
    });
  });
});
