import { type Attributes, type Span, SpanStatusCode } from '@opentelemetry/api';
import { isThreadsError } from '@threads-sdk/errors';

/** What became of something that failed, and why; neither of what did not. */
export function describeFailure(error: unknown): {
  readonly outcome?: 'failed' | 'aborted';
  readonly code?: string;
} {
  if (error === undefined) return {};
  const { code, name } = isThreadsError(error) ? error : { code: other, name: '' };
  return { outcome: name === 'AbortError' ? 'aborted' : 'failed', code };
}

/** How the semantic conventions call an error that has no name. */
const other = '_OTHER';

/**
 * Ends a span with what became of it. Whoever ended something by a signal met no error, so its status stays unset.
 *
 * @param error what it failed with, if it did. Only the words of the SDK's own errors are kept, since they hold no secret
 */
export function endSpan(span: Span, outcome: string, error: unknown, attributes: Attributes = {}): void {
  span.setAttributes({ 'threads.outcome': outcome, ...attributes });
  if (error !== undefined) {
    const { code = other, outcome: failure } = describeFailure(error);
    const message = isThreadsError(error) ? error.message : code;
    const { traceId } = Object(error);
    if (typeof traceId === 'string') span.setAttribute('threads.fbtrace_id', traceId);
    if (failure !== 'aborted') {
      span.setAttribute('error.type', code);
      span.setStatus({ code: SpanStatusCode.ERROR, message });
    }
  }
  span.end();
}

export function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
