import { assertType, expectTypeOf, it } from 'vitest';
import {
  type InputIssue,
  type InvalidInputError,
  isInvalidInputError,
  isThreadsError,
  type ThreadsError,
} from './index.ts';

it('narrows a caught value to the error and its code', () => {
  const caught: unknown = undefined;
  if (isThreadsError(caught)) {
    expectTypeOf(caught).toEqualTypeOf<ThreadsError>();
    // @ts-expect-error not a code of this SDK
    assertType(caught.code === 'NO_SUCH_CODE');
  }
  if (isInvalidInputError(caught)) expectTypeOf(caught.code).toEqualTypeOf<'INVALID_INPUT'>();
});

it('keeps the faults readonly', () => {
  expectTypeOf<InvalidInputError['issues']>().toEqualTypeOf<readonly InputIssue[]>();
});
