import { Hono } from 'hono';
import { answerGraph } from './answer-graph.ts';
import type { EmulatorContext } from '../context.ts';
import { controlRoutes } from '../control/control-routes.ts';
import { crossOrigin } from './cross-origin.ts';
import type { Emulator } from '../emulator.ts';
import { errorResponse, GraphError } from '../graph/errors.ts';
import { answerWithFaults } from '../faults/answer-with-faults.ts';
import { ConnectionBroken } from '../faults/connection-broken.ts';
import { oauthHandler } from '../handlers/oauth.tsx';
import { pageRoutes } from '../pages/routes.tsx';
import { accessTokenOf, readParameters, type Parameters } from '../graph/parameters.ts';
import { unreadJson, withBody } from '../graph/json.ts';
import { readBody } from '../graph/read-body.ts';
import { type Exchange, ownerOf, recordRequest } from './record-request.ts';
import { findRoute, pathOf, type Route } from '../graph/routing.ts';
import { drawDuration } from '../model/settings.ts';

/**
 * How requests are routed. What controls the emulator and the pages (`pageRoutes(context)` of pages/routes.tsx) come
 * first and are not logged. The API follows, with its log, its latency and the faults that were planned. Routes see the
 * path without a version: `/v1.0/debug_token` comes as `/debug_token`.
 */
export function createRoutes(context: EmulatorContext, emulator: () => Emulator): Hono {
  const { clock, lateEffects, settings } = context;
  const routes = new Hono({
    getPath: (request) => pathOf(request, settings.current.behaviour.otherVersions),
  });
  routes.use(async (_, next) => {
    await lateEffects.settle(clock);
    await next();
  });
  routes.route('/', controlRoutes(context, emulator));
  routes.route(
    '/',
    pageRoutes(context, async (request) => routes.fetch(request)),
  );
  routes.use(crossOrigin());
  routes.all('*', (c) => serveCall(context, c.req.raw, c.req.path));
  // A fault of the emulator must be seen as one.
  routes.onError((error) => {
    throw error;
  });
  return routes;
}

/** Answers a request to the API, with the latency and the faults that are wanted, and puts it into the log. */
async function serveCall(context: EmulatorContext, request: Request, path: string): Promise<Response> {
  const exchange: Exchange = {
    startedAt: context.clock.now(),
    request,
    // Before the request is answered: a deleted post leads nowhere afterwards.
    route: findRoute(context, request.method, path),
  };
  let response;
  try {
    response = await answerInTime(context, exchange, path);
  } catch (error) {
    // Nobody got an answer: the connection broke, or the caller gave up.
    if (error instanceof ConnectionBroken || request.signal.aborted) await recordRequest(context, exchange);
    throw error;
  }
  return recordRequest(context, exchange, response);
}

/** Notes in the exchange what the log wants to know. */
async function answerInTime(context: EmulatorContext, exchange: Exchange, path: string): Promise<Response> {
  const { clock, faults, settings } = context;
  const { request, route } = exchange;
  const { behaviour, latency } = settings.current;
  let parameters: Parameters;
  try {
    // The consent form is read by whoever decides on it, and a clone costs more than all the rest of a GET.
    const readable = path === '/oauth/authorize' ? request.clone() : request;
    exchange.body = await readBody(readable);
    parameters = await readParameters(request, behaviour.jsonBodies, exchange.body);
  } catch (error) {
    return refusal(context, error);
  }
  exchange.parameters = parameters;
  const delay = drawDuration(context, latency);
  if (delay > 0) await clock.sleep(delay, request.signal);
  const call = { request, route, parameters, path };
  if (faults.faults.length === 0) return answer(context, call);
  const user = ownerOf(context, accessTokenOf(request, parameters));
  const struck = faults.strike({ operation: route.operation?.id, user, parameters });
  if (struck.length === 0) return answer(context, call);
  exchange.faults = struck;
  return answerWithFaults({ world: context, request, route, parameters }, struck, async (present) => {
    const response = withBody(await answer({ ...context, clock: present }, call));
    exchange.faultless = response.clone();
    return response;
  });
}

/** Answers a request to the API, a refusal included. */
async function answer(
  context: EmulatorContext,
  call: {
    readonly request: Request;
    readonly path: string;
    readonly parameters: Parameters;
    readonly route: Route;
  },
): Promise<Response> {
  const { request, parameters, route, path } = call;
  try {
    const oauth = oauthHandler(request.method, path);
    return oauth === undefined
      ? unreadJson(await answerGraph(context, request, parameters, route))
      : await oauth({ context, request, parameters });
  } catch (error) {
    return refusal(context, error);
  }
}

function refusal({ store, settings }: EmulatorContext, error: unknown): Response {
  // Anything else is a fault of the emulator and must be seen as one.
  if (!(error instanceof GraphError)) throw error;
  return errorResponse(error, store.identifiers.traceId(), settings.current.behaviour);
}
