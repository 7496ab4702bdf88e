import { expectTypeOf, it } from 'vitest';
import type { Post } from '../src/index.ts';
import type { columns, rows } from './conflict-table.ts';

type Marks<Text extends string> = Text extends `${infer Mark} ${infer Others}`
  ? [Mark, ...Marks<Others>]
  : [Text];

/** The cells of rows where the types allow what the table refuses, or the other way round. */
type Wrong<Row, Columns extends readonly unknown[]> = Row extends {
  readonly name: infer Feature extends string;
  readonly post: infer Added;
  readonly verdicts: infer Verdicts extends string;
}
  ? {
      [Index in keyof Columns]: Columns[Index] extends {
        readonly name: infer Kind extends string;
        readonly post: infer Given;
      }
        ? Marks<Verdicts>[Index & keyof Marks<Verdicts>] extends infer Mark
          ? Mark extends '-'
            ? never
            : (Given & Added extends Post ? 'allowed' : 'refused') extends (
                  Mark extends 'n' ? 'refused' : 'allowed'
                )
              ? never
              : `${Feature}, ${Kind}`
          : never
        : never;
    }[number]
  : never;

/** What is said by a member of a post: not what belongs to one of its media, nor to the options. */
type Row = Exclude<(typeof rows)[number], { readonly name: 'alternative text' | 'publishing at once' }>;

it('what Threads refuses does not compile, and everything else does', () => {
  expectTypeOf<Exclude<Wrong<Row, typeof columns>, `${string}, child`>>().toBeNever();
});

it('the comparison sees a cell that is wrong', () => {
  type Turned = {
    readonly name: 'quote';
    readonly post: { readonly quote: '1' };
    readonly verdicts: 'n y y';
  };
  expectTypeOf<Wrong<Turned, typeof columns> & `quote, TEXT`>().toEqualTypeOf<'quote, TEXT'>();
});
