import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { EmulatorContext } from '../context.ts';
import { CallbackError } from './callback-error.ts';
import { deauthorize, requestDataDeletion } from './callbacks.ts';
import { deliverEvents, redeliver } from './deliveries.ts';
import { subscribe } from './subscribe.ts';
import { webhookFields, type WebhookField } from './webhook-options.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * The events of an emulator over HTTP, in JSON: `GET /deliveries` and `/callbacks`; `POST /subscribe`
 * (`callbackUrl`, `verifyToken`, `fields`; by default those of the options), `/deliver`, `/redeliver` (`id`),
 * `/deauthorize` and `/data-deletion` (`username`). A fault of the request is answered with 4xx, one of the app with 502,
 * both with `{ "error": { "message": … } }`.
 */
export function eventRoutes(context: EmulatorContext): Hono {
  const { events } = context;
  const routes = new Hono();
  routes.get('/deliveries', (c) => c.json({ deliveries: events.deliveries }));
  routes.get('/callbacks', (c) => c.json({ callbacks: events.callbacks }));

  // No page of another origin can send this type without being asked for its leave first, and it gets none.
  routes.post('*', async (c, next) => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json')
      throw new HTTPException(415, { message: 'The content type must be application/json.' });
    await next();
  });
  routes.post('/subscribe', async (c) => {
    const body = await readBody(c.req.raw);
    const isEmpty = Object.keys(body).length === 0;
    await subscribe(
      context,
      isEmpty
        ? undefined
        : {
            callbackUrl: requireText(body, 'callbackUrl'),
            verifyToken: requireText(body, 'verifyToken'),
            ...(body['fields'] === undefined ? {} : { fields: readFields(body['fields']) }),
          },
    );
    return c.json({ subscription: events.subscription });
  });
  routes.post('/deliver', async (c) => {
    await deliverEvents(context);
    return c.json({ deliveries: events.deliveries });
  });
  routes.post('/redeliver', async (c) => {
    const body = await readBody(c.req.raw);
    return c.json({ delivery: await redeliver(context, requireText(body, 'id')) });
  });
  routes.post('/deauthorize', async (c) => {
    await deauthorize(context, requireText(await readBody(c.req.raw), 'username'));
    return c.json({ success: true });
  });
  routes.post('/data-deletion', async (c) =>
    c.json(await requestDataDeletion(context, requireText(await readBody(c.req.raw), 'username'))),
  );

  // Also the question whether a page of another origin may: further on it would be answered with yes.
  routes.all('*', () => {
    throw new HTTPException(404, { message: 'There is no such route.' });
  });
  routes.onError((error, c) => {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return c.json({ error: { message: error.message } }, status);
  });
  return routes;
}

function statusOf(error: Error): 400 | 404 | 415 | 502 | undefined {
  if (error instanceof CallbackError) return 502;
  if (error instanceof TypeError) return 400;
  if (!(error instanceof HTTPException)) return undefined;
  return error.status === 404 || error.status === 415 ? error.status : 400;
}

async function readBody(request: Request): Promise<Body> {
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    throw new TypeError('The body must be JSON.');
  }
  if (!isObject(body)) throw new TypeError('The body must be a JSON object.');
  return body;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function requireText(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a text.`);
  return value;
}

function readFields(value: unknown): readonly WebhookField[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [];
  const fields = webhookFields.filter((field) => names.includes(field));
  if (fields.length === 0 || fields.length !== names.length)
    throw new TypeError(`fields must be a list of some of ${webhookFields.join(', ')}.`);
  return fields;
}
