import { Hono } from 'hono';
import { answer } from './answer.ts';
import type { EmulatorContext } from './context.ts';
import { controlRoutes } from './control/control-routes.ts';
import { crossOrigin } from './cross-origin.ts';
import type { Emulator } from './emulator.ts';
import { errorResponse, GraphError } from './errors.ts';
import { eventRoutes } from './events/control.ts';
import { answerWithFaults } from './faults/answer-with-faults.ts';
import { ConnectionBroken } from './faults/connection-broken.ts';
import type { PlannedFault } from './faults/fault-plan.ts';
import { oauthRoutes } from './handlers/oauth.tsx';
import { pageRoutes } from './pages/routes.tsx';
import { readParameters, type Parameters } from './parameters.ts';
import { recordRequest } from './record-request.ts';
import { findRoute, pathOf, type Route } from './routing.ts';
import { drawDuration } from './settings.ts';

/** What the middleware hands on. */
interface Received {
  Variables: { route: Route; parameters: Parameters; faults: readonly PlannedFault[]; faultless: Response };
}

/** A request to the API that was read. */
interface Call {
  Bindings: { readonly route: Route; readonly parameters: Parameters };
}

/**
 * How requests are routed. What controls the emulator and the pages (`pageRoutes(context)` of pages/routes.tsx) come
 * first and are not logged. The API follows: OAuth by its own routes (`oauthRoutes(context)` of handlers/oauth.tsx:
 * /oauth/authorize, /oauth/access_token, /access_token, /refresh_access_token, /debug_token), the Graph by the operation
 * table. Routes see the path without a version (`/v1.0/debug_token` comes as `/debug_token`), may read the body of
 * `c.req.raw` (`readParameters(c.req.raw)`), and throw a `GraphError` to refuse.
 */
export function createRoutes(context: EmulatorContext, emulator: () => Emulator): Hono<Received> {
  const { clock, faults, lateEffects, settings } = context;
  const routes = new Hono<Received>({ getPath: (request) => pathOf(request) });
  routes.use(async (_, next) => {
    await lateEffects.settle(clock);
    await next();
  });
  routes.route('/__emulator/control/events', eventRoutes(context));
  routes.route('/', controlRoutes(context, emulator));
  routes.route('/', pageRoutes(context));
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
    // A clone costs more than all the rest of a GET, which has no body to keep.
    const request = c.req.method === 'GET' ? c.req.raw : c.req.raw.clone();
    c.set('parameters', await readParameters(request, context.options.behaviour.jsonBodies));
    const latency = drawDuration(context, settings.current.latency);
    if (latency > 0) await clock.sleep(latency, c.req.raw.signal);
    await next();
  });
  routes.use(async (c, next) => {
    const { route, parameters } = c.var;
    const struck = faults.strike({ operation: route.operation?.id, parameters });
    if (struck.length === 0) return next();
    c.set('faults', struck);
    const exchange = { context, request: c.req.raw, route, parameters };
    return answerWithFaults(exchange, struck, async (present) => {
      const response = await createApi(present).fetch(c.req.raw, { route, parameters });
      c.set('faultless', response.clone());
      return response;
    });
  });
  routes.route('/', oauthRoutes(context));
  routes.all('*', (c) => answer(context, c.req.raw, c.var.parameters, c.var.route));
  routes.onError(answerError(context));
  return routes;
}

// The API itself for a call that faults strike: they decide when it takes effect, and in which time.
function createApi(context: EmulatorContext): Hono<Call> {
  const api = new Hono<Call>({ getPath: (request) => pathOf(request) });
  api.route('/', oauthRoutes(context));
  api.all('*', (c) => answer(context, c.req.raw, c.env.parameters, c.env.route));
  api.onError(answerError(context));
  return api;
}

function answerError({ store, options }: EmulatorContext): (error: Error) => Response {
  return (error) => {
    // Anything else is a fault of the emulator and must be seen as one.
    if (!(error instanceof GraphError)) throw error;
    return errorResponse(error, store.identifiers.traceId(), options.behaviour);
  };
}
