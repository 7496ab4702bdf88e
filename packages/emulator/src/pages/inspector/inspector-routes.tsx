import { type Context, Hono } from 'hono';
import { trigger } from '../../acts/trigger.ts';
import type { EmulatorContext } from '../../context.ts';
import { limits } from '../../description/limits.ts';
import { CallbackError } from '../../events/callback-error.ts';
import { redeliver } from '../../events/deliveries.ts';
import { subscribe } from '../../events/subscribe.ts';
import { webhookFields } from '../../events/webhook-options.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import { backToNow, standStill } from '../../model/clock.ts';
import { ownForms, readFields } from '../parts/form.ts';
import { emulatorPath, pathTo } from '../parts/layout.tsx';
import { orRefused } from '../parts/refused.tsx';
import { respondWithWorkbench } from '../parts/respond.ts';
import { viewOf } from '../parts/view.ts';
import { ClockPage, clockSteps } from './clock-page.tsx';
import { ContainersPage } from './containers-page.tsx';
import { readFaultForm } from './fault-kinds.ts';
import { FaultsPage } from './faults-page.tsx';
import { inspectorPaths } from './inspector-paths.ts';
import { OverviewPage } from './overview-page.tsx';
import { newerRequests } from './newer-requests.tsx';
import { requestAgain } from './replay.ts';
import { readFilter } from './request-filter.ts';
import { RequestsPage } from './requests-page.tsx';
import { requestsScript } from './requests-script.ts';
import { signedDeliveries, WebhooksPage } from './webhooks-page.tsx';

/**
 * The inspector: what happened, what waits, and what a person changes about the world that the app lives in. `send`
 * answers a request as if it had come from outside.
 */
export function inspectorRoutes(
  context: EmulatorContext,
  send: (request: Request) => Promise<Response>,
): Hono {
  const routes = new Hono();
  for (const path of [inspectorPaths.replay, inspectorPaths.subscribe, inspectorPaths.trigger])
    routes.use(path, ownForms);
  for (const path of [inspectorPaths.sendAgain, inspectorPaths.moveClock]) routes.use(path, ownForms);
  for (const path of [inspectorPaths.planFault, inspectorPaths.clearFault]) routes.use(path, ownForms);

  for (const path of [emulatorPath, `${emulatorPath}/`])
    routes.get(path, (c) =>
      respondWithWorkbench(<OverviewPage context={context} origin={new URL(c.req.url).origin} />),
    );

  routes.get(pathTo('requests'), (c) => {
    const { searchParams, origin } = new URL(c.req.url);
    return respondWithWorkbench(
      <RequestsPage
        context={context}
        filter={readFilter(searchParams)}
        origin={origin}
        replayed={wholeNumber(searchParams.get('replayed'))}
      />,
    );
  });
  routes.get(inspectorPaths.requestScript, (c) =>
    c.body(requestsScript, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    }),
  );
  routes.get(inspectorPaths.newerRequests, (c) => {
    const { searchParams, origin } = new URL(c.req.url);
    const known = { run: searchParams.get('run'), after: wholeNumber(searchParams.get('after')) ?? 0 };
    const newer = newerRequests(context, readFilter(searchParams), known, origin);
    return Response.json(newer, {
      headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    });
  });
  routes.post(inspectorPaths.replay, async (c) => {
    const { text } = await readFields(c);
    return orRefused(pathTo('requests'), async () => {
      const request = requestAgain(context, { run: text('run'), id: text('id') });
      // A connection that breaks, or an answer that never ends, is seen in the log like any other.
      const answer = await send(request).catch(() => undefined);
      await answer?.body?.cancel();
      return c.redirect(`${pathTo('requests')}?replayed=${answer?.status ?? 0}`, 303);
    });
  });

  routes.get(pathTo('containers'), (c) => {
    const wanted = c.req.query('status');
    const status = limits.containerStatuses.value.find((candidate) => candidate === wanted);
    return respondWithWorkbench(<ContainersPage context={context} status={status} />);
  });

  const respondWithWebhooks = async (
    c: Context,
    issues: readonly string[],
    status: number,
  ): Promise<Response> => {
    const deliveries = await signedDeliveries(context);
    return respondWithWorkbench(
      <WebhooksPage view={viewOf(context, c)} deliveries={deliveries} issues={issues} />,
      status,
    );
  };
  routes.get(pathTo('webhooks'), (c) => respondWithWebhooks(c, [], 200));
  routes.post(inspectorPaths.subscribe, async (c) => {
    const { text, all } = await readFields(c);
    const fields = webhookFields.filter((field) => all('field').includes(field));
    try {
      await subscribe(context, {
        ...(text('callbackUrl') === undefined ? {} : { callbackUrl: text('callbackUrl') ?? '' }),
        ...(text('verifyToken') === undefined ? {} : { verifyToken: text('verifyToken') ?? '' }),
        fields,
      });
    } catch (error) {
      if (!(error instanceof InvalidInput) && !(error instanceof CallbackError)) throw error;
      return respondWithWebhooks(c, [error.message], error instanceof CallbackError ? 502 : 400);
    }
    return c.redirect(pathTo('webhooks'), 303);
  });
  routes.post(inspectorPaths.trigger, async (c) => {
    const { text } = await readFields(c);
    return orRefused(pathTo('webhooks'), () => {
      trigger(context, text('field'), text('username') ?? viewOf(context, c).me?.username);
      return c.redirect(pathTo('webhooks'), 303);
    });
  });
  routes.post(inspectorPaths.sendAgain, async (c) => {
    const { text } = await readFields(c);
    return orRefused(pathTo('webhooks'), async () => {
      await redeliver(context, text('id') ?? '');
      return c.redirect(pathTo('webhooks'), 303);
    });
  });

  routes.get(pathTo('clock'), () => respondWithWorkbench(<ClockPage context={context} />));
  routes.post(inspectorPaths.moveClock, async (c) => {
    const { text } = await readFields(c);
    return orRefused(pathTo('clock'), () => {
      moveClock(context, text('do'), Number(text('advance')));
      return c.redirect(pathTo('clock'), 303);
    });
  });

  routes.get(pathTo('faults'), () => respondWithWorkbench(<FaultsPage context={context} />));
  routes.post(inspectorPaths.planFault, async (c) => {
    const plan = readFaultForm(await readFields(c));
    return orRefused(pathTo('faults'), () => {
      context.faults.planFault(plan);
      return c.redirect(pathTo('faults'), 303);
    });
  });
  routes.post(inspectorPaths.clearFault, async (c) => {
    context.faults.clearFaults((await readFields(c)).text('id'));
    return c.redirect(pathTo('faults'), 303);
  });

  return routes;
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function moveClock({ clock }: EmulatorContext, change: string | undefined, advance: number): void {
  if (change === 'stop' || change === 'go') {
    standStill(clock, change === 'stop');
  } else if (change === 'now') {
    backToNow(clock);
  } else if (clockSteps.some(({ milliseconds }) => milliseconds === advance)) {
    clock.advance(advance);
  } else {
    throw new InvalidInput('clock', ['this is none of the buttons']);
  }
}
