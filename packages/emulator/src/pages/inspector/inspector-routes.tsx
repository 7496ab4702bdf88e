import { Hono } from 'hono';
import type { EmulatorContext } from '../../context.ts';
import { respondWithInspector } from '../parts/respond.ts';
import { readFaultForm } from './fault-choices.ts';
import { inspectorPaths } from './inspector-paths.ts';
import { inspectorScript } from './inspector-script.ts';
import { requestEvents } from './request-events.tsx';
import { RequestsPage } from './requests-page.tsx';
import { isSameOrigin } from './same-origin.ts';

/** The request inspector: its page, its script, its events, and the forms that plan and clear faults. */
export function inspectorRoutes(context: EmulatorContext): Hono {
  const routes = new Hono();

  routes.get(inspectorPaths.page, () => respondWithInspector(<RequestsPage context={context} />));

  routes.get(inspectorPaths.script, (c) =>
    c.body(inspectorScript, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    }),
  );

  routes.get(inspectorPaths.events, (c) => {
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0);
    return requestEvents(context, Number.isSafeInteger(after) ? after : 0);
  });

  for (const path of [inspectorPaths.plan, inspectorPaths.clear]) {
    routes.use(path, async (c, next) => {
      if (!isSameOrigin(c.req.raw)) {
        return c.text('Only a page of the emulator itself may do this.', 403);
      }
      await next();
      return undefined;
    });
  }

  routes.post(inspectorPaths.plan, async (c) => {
    const plan = readFaultForm(await c.req.raw.formData(), context.operations);
    if (plan === undefined) return c.text('This is none of the faults and operations of the form.', 400);
    context.faults.planFault(plan);
    return c.redirect(`${inspectorPaths.page}#faults`, 303);
  });

  routes.post(inspectorPaths.clear, async (c) => {
    const id = (await c.req.raw.formData()).get('id');
    context.faults.clearFaults(typeof id === 'string' ? id : undefined);
    return c.redirect(`${inspectorPaths.page}#faults`, 303);
  });

  return routes;
}
