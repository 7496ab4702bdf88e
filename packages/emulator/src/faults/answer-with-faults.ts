import type { EmulatorClock } from '../model/clock.ts';
import type { FaultWorld } from './late-effects.ts';
import { optionalText, type Parameters } from '../graph/parameters.ts';
import type { Route } from '../graph/routing.ts';
import { cutBody, dripBody, emptyBody, inflateBody, invalidateBody, truncateBody } from './broken-bodies.ts';
import { ConnectionBroken } from './connection-broken.ts';
import { changeContainer, withPreviousStatus } from './container-faults.ts';
import type { RequestFacts } from './error-presets.ts';
import { errorFaultResponse } from './error-fault.ts';
import type { Fault, PlannedFault } from './fault-plan.ts';

/** A request as faults see it. */
export interface Exchange {
  readonly world: FaultWorld;
  readonly request: Request;
  readonly route: Route;
  readonly parameters: Parameters;
}

/** Lets a call take effect and gives its answer; the clock may show another time than that of the world. */
export type Answer = (clock: EmulatorClock) => Promise<Response>;

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
    (inner, fault) => (clock) => applyFault(withClock(exchange, clock), fault, inner),
    answer,
  );
  return struck(exchange.world.clock);
}

function withClock(exchange: Exchange, clock: EmulatorClock): Exchange {
  return { ...exchange, world: { ...exchange.world, clock } };
}

async function applyFault(exchange: Exchange, fault: Fault, answer: Answer): Promise<Response> {
  const { request } = exchange;
  const { clock, store, lateEffects } = exchange.world;
  const sleep = (milliseconds: number): Promise<void> => clock.sleep(milliseconds, request.signal);
  switch (fault.kind) {
    case 'error':
    case 'html':
    case 'redirect':
    case 'answer':
      if (fault.after === 'effect') await answer(clock);
      return replacedAnswer(exchange, fault);
    case 'headers':
      return withHeaders(await answer(clock), fault.headers);
    case 'lost-request':
      throw new ConnectionBroken('fetch failed', fault.connection ?? 'reset');
    case 'lost-answer':
      await answer(clock);
      throw new ConnectionBroken('fetch failed', fault.connection ?? 'reset');
    case 'late-effect':
      lateEffects.add(clock.now() + fault.delay, (later) => answer(later).catch(ignoreNobody(request)));
      if (fault.preset === undefined) throw new ConnectionBroken('fetch failed', fault.connection ?? 'reset');
      return replacedAnswer(exchange, { kind: 'error', preset: fault.preset });
    case 'slow-headers': {
      const response = await answer(clock);
      await sleep(fault.delay);
      return response;
    }
    case 'slow-body':
      return dripBody(await answer(clock), fault.bytes ?? 1, () => sleep(fault.delay));
    case 'cut-body':
      return cutBody(await answer(clock), fault.connection ?? 'reset', fault.bytes);
    case 'huge-body':
      return inflateBody(await answer(clock), fault.bytes ?? 64 * 1024 * 1024);
    case 'truncated-json':
      return truncateBody(await answer(clock));
    case 'empty-body':
      return emptyBody(await answer(clock));
    case 'invalid-utf8':
      return invalidateBody(await answer(clock));
    case 'container-lost':
      return changeContainer(store, await answer(clock), { lost: true });
    case 'container-error':
      return changeContainer(store, await answer(clock), { failure: fault.message ?? 'UNKNOWN' });
    case 'stale-status':
      return withPreviousStatus(await answer(clock));
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
    return errorFaultResponse(fault, factsOf(exchange), exchange.world.store.identifiers.traceId());
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

function factsOf({ world, request, route, parameters }: Exchange): RequestFacts {
  const segment = route.operation === undefined ? '' : route.segment;
  const id = optionalText(parameters, 'creation_id') ?? (segment === '' ? '0' : segment);
  return { method: request.method, id, now: world.clock.now() };
}

function withHeaders({ body, status, headers }: Response, added: Readonly<Record<string, string>>): Response {
  const all = new Headers(headers);
  for (const [name, value] of Object.entries(added)) all.set(name, value);
  return new Response(body, { status, headers: all });
}
