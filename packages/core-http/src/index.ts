export { ApiError, isApiError, type ApiErrorCode, type ApiErrorDetails } from './api-error.ts';
export { createClient, type Client, type ClientOptions, type HttpOptions } from './client.ts';
export type { Clock } from './clock.ts';
export { getUserId } from './get-user-id.ts';
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from './hooks.ts';
export type { Operation, StandardIssue, StandardResult, StandardSchema } from './operation.ts';
export { requestPages, type Page, type Pages, type Paging } from './pages.ts';
export type { RequestOptions } from './perform.ts';
export { request } from './request.ts';
export { selectionText, type Selection } from './selection.ts';
export {
  isTransportError,
  TransportError,
  type Sent,
  type TransportErrorCode,
  type TransportErrorDetails,
} from './transport-error.ts';
export type { AppUsage } from './usage.ts';
