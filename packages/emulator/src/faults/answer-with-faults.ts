import type { EmulatorContext } from '../context.ts';
import { optionalText, type Parameters } from '../parameters.ts';
import type { Route } from '../routing.ts';
import { cutBody, dripBody, emptyBody, inflateBody, invalidateBody, truncateBody } from './broken-bodies.ts';
import { ConnectionBroken } from './connection-broken.ts';
import { changeContainer, withPreviousStatus } from './container-faults.ts';
import type { RequestFacts } from './error-presets.ts';
import { errorFaultResponse } from './error-fault.ts';
import type { Fault, PlannedFault } from './fault-plan.ts';

/** A request as faults see it. */
export interface Exchange {
  readonly context: EmulatorContext;
  readonly request: Request;
  readonly route: Route;
  readonly parameters: Parameters;
}

/** Lets a call take effect and gives its answer; the context's clock may show another time. */
export type Answer = (context: EmulatorContext) => Promise<Response>;

/**
 * Answers a call that faults strike. Of several the first is nearest to the caller: a reset hides everything after it.
 *
 * @throws {ConnectionBroken} where the connection breaks before the headers.
 */
export function answerWithFaults(
  exchange: Exchange,
  faults: readonly PlannedFault[],
  answer: Answer,
): Promise<Response> {
  const struck = faults.reduceRight<Answer>(
    (inner, fault) => (context) => applyFault({ ...exchange, context }, fault, inner),
    answer,
  );
  return struck(exchange.context);
}

async function applyFault(exchange: Exchange, fault: Fault, answer: Answer): Promise<Response> {
  const { context, request } = exchange;
  const { clock, store, lateEffects } = context;
  const sleep = (milliseconds: number): Promise<void> => clock.sleep(milliseconds, request.signal);
  switch (fault.kind) {
    case 'error':
    case 'html':
    case 'redirect':
    case 'answer':
      if (fault.after === 'effect') await answer(context);
      return replacedAnswer(exchange, fault);
    case 'headers':
      return withHeaders(await answer(context), fault.headers);
    case 'lost-request':
      throw new ConnectionBroken('fetch failed', fault.connection ?? 'reset');
    case 'lost-answer':
      await answer(context);
      throw new ConnectionBroken('fetch failed', fault.connection ?? 'reset');
    case 'late-effect':
      lateEffects.add(clock.now() + fault.delay, (later) =>
        answer({ ...context, clock: later }).catch(ignoreNobody(request)),
      );
      if (fault.preset === undefined) throw new ConnectionBroken('fetch failed', fault.connection ?? 'reset');
      return replacedAnswer(exchange, { kind: 'error', preset: fault.preset });
    case 'slow-headers': {
      const response = await answer(context);
      await sleep(fault.delay);
      return response;
    }
    case 'slow-body':
      return dripBody(await answer(context), fault.bytes ?? 1, () => sleep(fault.delay));
    case 'cut-body':
      return cutBody(await answer(context), fault.connection ?? 'reset', fault.bytes);
    case 'huge-body':
      return inflateBody(await answer(context), fault.bytes ?? 64 * 1024 * 1024);
    case 'truncated-json':
      return truncateBody(await answer(context));
    case 'empty-body':
      return emptyBody(await answer(context));
    case 'invalid-utf8':
      return invalidateBody(await answer(context));
    case 'container-lost':
      return changeContainer(store, await answer(context), { lost: true });
    case 'container-error':
      return changeContainer(store, await answer(context), { failure: fault.message ?? 'UNKNOWN' });
    case 'stale-status':
      return withPreviousStatus(await answer(context));
  }
}

// Nobody waits for the answer of a late effect any more, so that nobody minds a connection that breaks.
function ignoreNobody({ signal }: Request): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof ConnectionBroken) && !signal.aborted) throw error;
  };
}

function replacedAnswer(
  exchange: Exchange,
  fault: Extract<Fault, { readonly kind: 'error' | 'html' | 'redirect' | 'answer' }>,
): Response {
  if (fault.kind === 'error') {
    return errorFaultResponse(fault, factsOf(exchange), exchange.context.store.identifiers.traceId());
  }
  if (fault.kind === 'html') {
    return new Response(htmlPage, {
      status: fault.status ?? 502,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  }
  if (fault.kind === 'redirect') {
    return new Response(null, { status: fault.status ?? 302, headers: { location: fault.location } });
  }
  const headers = { 'content-type': 'application/json', ...fault.headers };
  return new Response(fault.body, { status: fault.status ?? 200, headers });
}

const htmlPage =
  '<!DOCTYPE html>\n<html lang="en">\n<head><title>Error</title></head>\n' +
  '<body><h1>Sorry, something went wrong.</h1><p>We are working on it.</p></body>\n</html>\n';

function factsOf({ context, request, route, parameters }: Exchange): RequestFacts {
  const segment = route.operation === undefined ? '' : route.segment;
  const id = optionalText(parameters, 'creation_id') ?? (segment === '' ? '0' : segment);
  return { method: request.method, id, now: context.clock.now() };
}

function withHeaders({ body, status, headers }: Response, added: Readonly<Record<string, string>>): Response {
  const all = new Headers(headers);
  for (const [name, value] of Object.entries(added)) all.set(name, value);
  return new Response(body, { status, headers: all });
}
