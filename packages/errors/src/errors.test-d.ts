import { assertType, describe, expectTypeOf, it } from 'vitest';
import {
  type AbortError,
  type AnyThreadsError,
  type ApiError,
  type ApiErrorCode,
  type AuthorizationError,
  type AuthorizationErrorCode,
  type ContainerError,
  type ContainerErrorCode,
  type CredentialsError,
  type CredentialsErrorCode,
  type InputIssue,
  type InvalidInputError,
  isThreadsError,
  type PublishChainError,
  type PublishError,
  type PublishErrorCode,
  type PublishState,
  type SchedulerError,
  type SchedulerErrorCode,
  type StorageError,
  type StorageErrorCode,
  type ThreadsErrorCode,
  type TransportError,
  type TransportErrorCode,
  type WebhookError,
  type WebhookErrorCode,
} from './index.ts';

/** The one class of each code, written by hand: what the union has to say. */
interface ClassOf
  extends
    Record<ApiErrorCode, ApiError>,
    Record<AuthorizationErrorCode, AuthorizationError>,
    Record<ContainerErrorCode, ContainerError>,
    Record<CredentialsErrorCode, CredentialsError>,
    Record<PublishErrorCode, PublishError>,
    Record<SchedulerErrorCode, SchedulerError>,
    Record<StorageErrorCode, StorageError>,
    Record<TransportErrorCode, TransportError>,
    Record<WebhookErrorCode, WebhookError> {
  readonly ABORTED: AbortError;
  readonly CHAIN_STOPPED: PublishChainError;
  readonly INVALID_INPUT: InvalidInputError;
}

/** What a `switch (error.code)` makes of an error of the union. */
type Narrowed<Code extends ThreadsErrorCode> = AnyThreadsError extends infer Each
  ? Each extends { readonly code: infer Codes }
    ? Code extends Codes
      ? Each
      : never
    : never
  : never;

describe('the union of all errors', () => {
  it('has exactly one class for every code', () => {
    expectTypeOf<keyof ClassOf>().toEqualTypeOf<ThreadsErrorCode>();
    expectTypeOf<{ [Code in ThreadsErrorCode]: Narrowed<Code> }>().toEqualTypeOf<{
      [Code in ThreadsErrorCode]: ClassOf[Code];
    }>();
  });

  it('narrows by code in a switch, without a cast', () => {
    const error = {} as AnyThreadsError;
    switch (error.code) {
      case 'ABORTED':
        return expectTypeOf(error.state).toEqualTypeOf<PublishState | undefined>();
      case 'RATE_LIMITED':
        return expectTypeOf(error.apiCode).toEqualTypeOf<number | undefined>();
      case 'INVALID_INPUT':
        return expectTypeOf(error.issues).toEqualTypeOf<readonly InputIssue[]>();
      case 'OUTCOME_UNKNOWN':
        return expectTypeOf(error.state).toEqualTypeOf<PublishState | undefined>();
      case 'CONTAINER_FAILED':
        return expectTypeOf(error.errorMessage).toEqualTypeOf<string | undefined>();
      case 'CHAIN_STOPPED':
        return expectTypeOf(error.cause).toEqualTypeOf<AnyThreadsError>();
      default:
        // @ts-expect-error -- those are taken care of above
        return assertType(error.code === 'ABORTED');
    }
  });

  it('narrows by name', () => {
    expectTypeOf<Extract<AnyThreadsError, { name: 'ApiError' }>>().toEqualTypeOf<ApiError>();
    expectTypeOf<Extract<AnyThreadsError, { name: 'AbortError' }>>().toEqualTypeOf<AbortError>();
  });

  it('is what a caught value is narrowed to', () => {
    const caught: unknown = undefined;
    if (isThreadsError(caught)) {
      expectTypeOf(caught).toEqualTypeOf<AnyThreadsError>();
      // @ts-expect-error -- not a code of this SDK
      assertType(caught.code === 'NO_SUCH_CODE');
    }
  });

  it('tells a queue what it must know, whatever the code', () => {
    const error = {} as AnyThreadsError;
    expectTypeOf(error.retryable).toEqualTypeOf<'never' | 'later' | 'now'>();
    expectTypeOf(error.retryAt).toEqualTypeOf<Date | undefined>();
    expectTypeOf(error.carriedOut).toEqualTypeOf<'unsent' | 'no' | 'maybe' | 'yes'>();
  });
});

it('has states that narrow to a live post by their step', () => {
  expectTypeOf<Extract<PublishState, { step: 'done' }>['id']>().toEqualTypeOf<string>();
});
