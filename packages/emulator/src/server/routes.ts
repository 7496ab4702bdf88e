import { Hono } from 'hono';
import { answerGraph } from './answer-graph.ts';
import type { EmulatorContext } from '../context.ts';
import { controlRoutes } from '../control/control-routes.ts';
import { crossOrigin } from './cross-origin.ts';
import type { Emulator } from '../emulator.ts';
import { errorResponse, GraphError } from '../graph/errors.ts';
import { answerWithFaults } from '../faults/answer-with-faults.ts';
import { ConnectionBroken } from '../faults/connection-broken.ts';
import type { PlannedFault } from '../faults/fault-plan.ts';
import { oauthHandler } from '../handlers/oauth.tsx';
import { pageRoutes } from '../pages/routes.tsx';
import { accessTokenOf, readParameters, type Parameters } from '../graph/parameters.ts';
import { ownerOf, recordRequest } from './record-request.ts';
import { findRoute, pathOf, type Route } from '../graph/routing.ts';
import { drawDuration } from '../model/settings.ts';

/** What the middleware hands on. */
interface Received {
  Variables: { route: Route; parameters: Parameters; faults: readonly PlannedFault[]; faultless: Response };
}

/**
 * How requests are routed. What controls the emulator and the pages (`pageRoutes(context)` of pages/routes.tsx) come
 * first and are not logged. The API follows, with its log, its latency and the faults that were planned. Routes see the
 * path without a version: `/v1.0/debug_token` comes as `/debug_token`.
 */
export function createRoutes(context: EmulatorContext, emulator: () => Emulator): Hono<Received> {
  const { clock, faults, lateEffects, settings } = context;
  const routes = new Hono<Received>({
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
  routes.use(async (c, next) => {
    const startedAt = clock.now();
    // Before the request is answered: a deleted post leads nowhere afterwards.
    c.set('route', findRoute(context, c.req.method, c.req.path));
    const { raw: request } = c.req;
    try {
      await next();
    } catch (error) {
      // Nobody got an answer: the connection broke, or the caller gave up.
      if (error instanceof ConnectionBroken || request.signal.aborted)
        await recordRequest(context, { startedAt, request, ...c.var, response: undefined });
      throw error;
    }
    const recorded = await recordRequest(context, { startedAt, request, ...c.var, response: c.res });
    if (recorded === c.res) return;
    // Hono would add the headers of the old one to those of a new one.
    c.res = undefined;
    c.res = recorded;
  });
  routes.use(async (c, next) => {
    // The consent form is read by whoever decides on it, and a clone costs more than all the rest of a GET.
    const request = c.req.path === '/oauth/authorize' ? c.req.raw.clone() : c.req.raw;
    c.set('parameters', await readParameters(request, settings.current.behaviour.jsonBodies));
    const latency = drawDuration(context, settings.current.latency);
    if (latency > 0) await clock.sleep(latency, c.req.raw.signal);
    await next();
  });
  routes.use(async (c, next) => {
    const { route, parameters } = c.var;
    const struck =
      faults.faults.length === 0
        ? []
        : faults.strike({
            operation: route.operation?.id,
            user: ownerOf(context, accessTokenOf(c.req.raw, parameters)),
            parameters,
          });
    if (struck.length === 0) return next();
    c.set('faults', struck);
    return answerWithFaults(
      { world: context, request: c.req.raw, route, parameters },
      struck,
      async (present) => {
        const response = await answer({ ...context, clock: present }, c.req.raw, c.var);
        c.set('faultless', response.clone());
        return response;
      },
    );
  });
  routes.all('*', (c) => answer(context, c.req.raw, c.var));
  // What is refused before it is known where it leads.
  routes.onError((error) => refusal(context, error));
  return routes;
}

/** Answers a request to the API, a refusal included. */
async function answer(
  context: EmulatorContext,
  request: Request,
  { parameters, route }: { readonly parameters: Parameters; readonly route: Route },
): Promise<Response> {
  try {
    const path = pathOf(request, context.settings.current.behaviour.otherVersions);
    const oauth = oauthHandler(request.method, path);
    return await (oauth?.({ context, request, parameters }) ??
      answerGraph(context, request, parameters, route));
  } catch (error) {
    return refusal(context, error);
  }
}

function refusal({ store, settings }: EmulatorContext, error: unknown): Response {
  // Anything else is a fault of the emulator and must be seen as one.
  if (!(error instanceof GraphError)) throw error;
  return errorResponse(error, store.identifiers.traceId(), settings.current.behaviour);
}
