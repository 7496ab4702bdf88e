export { createRedactor } from './create-redactor.ts';
export { guardKeyv, type KeyvLike } from './guard-keyv.ts';
export { type InputIssue, InvalidInputError, isInvalidInputError } from './invalid-input-error.ts';
export { isThreadsError } from './is-threads-error.ts';
export { ThreadsError } from './threads-error.ts';
export type { ThreadsErrorCode } from './threads-error-code.ts';
export { toInputIssues } from './to-input-issues.ts';
