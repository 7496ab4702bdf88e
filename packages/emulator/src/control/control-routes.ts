import { Hono } from 'hono';
import * as v from 'valibot';
import { perform } from '../acts/perform.ts';
import type { EmulatorContext } from '../context.ts';
import type { Emulator, IssuedToken, TokenRequest } from '../emulator.ts';
import { deauthorize, requestDataDeletion } from '../events/callbacks.ts';
import { deliverEvents, redeliver } from '../events/deliveries.ts';
import { subscribe } from '../events/subscribe.ts';
import { webhookFields, type WebhookSubscription } from '../events/webhook-options.ts';
import { InvalidInput } from '../input/invalid-input.ts';
import type { RequestRecord } from '../log/request-record.ts';
import { emulatorPath } from '../pages/parts/layout.tsx';
import { addUsers } from '../model/seed.ts';
import {
  assertInput,
  boolean,
  checked,
  integer,
  isObject,
  listOf,
  object,
  oneOf,
  text,
} from '../input/schemas.ts';
import { backToNow, lastTime, standStill } from '../model/clock.ts';
import { configure } from '../model/configure.ts';
import { restoreSnapshot } from '../state/snapshot.ts';
import { ControlError, errorAnswer, readBody } from './control-request.ts';

/** Where programs in other languages control the emulator. */
export const controlPath: string = `${emulatorPath}/control`;

type Action = (body: unknown, request: ControlRequest) => unknown;

interface ControlRequest {
  /** What stands behind the resource in the path. */
  readonly id: string;
  readonly query: URLSearchParams;
}

/** What can be done with a resource, by method. */
type Actions = Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Action>>>;

/** The emulator's own functions over HTTP, with JSON in and out. None of these requests is one to the API. */
export function controlRoutes(context: EmulatorContext, emulator: () => Emulator): Hono {
  const routes = new Hono();
  const actionsAt = new Map(Object.entries(resources(context, emulator)));
  const all = [...actionsAt].map(([path, actions]) => ({ path, methods: Object.keys(actions) }));
  routes.get(controlPath, async (c) => {
    await readBody(c.req.raw);
    return c.json({ resources: all });
  });
  routes.all(`${controlPath}/*`, async (c) => {
    const [resource = '', id, ...rest] = c.req.path.slice(controlPath.length + 1).split('/');
    const path = [`/${resource}`, ...(id === undefined ? [] : ['/:id']), ...rest].join('');
    const actions = actionsAt.get(path);
    if (actions === undefined) throw new ControlError(404, `There is nothing to control at ${c.req.path}.`);
    const action = Object.entries(actions).find(([method]) => method === c.req.method)?.[1];
    if (action === undefined) {
      const allow = Object.keys(actions).join(', ');
      throw new ControlError(405, `${path} takes ${allow}, not ${c.req.method}.`, { allow });
    }
    const request = { id: id ?? '', query: new URL(c.req.url).searchParams };
    const answer = await action(await readBody(c.req.raw), request);
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
  });
  routes.onError(errorAnswer);
  return routes;
}

function resources(context: EmulatorContext, emulator: () => Emulator): Readonly<Record<string, Actions>> {
  const { clock, events, faults } = context;
  const time = (): unknown => ({
    now: clock.now(),
    time: new Date(clock.now()).toISOString(),
    ...(clock.stopped === true ? { stopped: true } : {}),
  });
  const allFaults = (): unknown => ({ faults: faults.faults });
  const allUsers = (): unknown => ({ users: emulator().users });
  const allDeliveries = (): unknown => ({ deliveries: events.deliveries });
  const subscription = (): unknown => ({ subscription: events.subscription ?? null });
  return {
    '/clock': {
      GET: time,
      POST: (body) => {
        const { advance, stopped, now } = readClockChange(body, clock.now());
        if (now === true) backToNow(clock);
        if (stopped !== undefined) standStill(clock, stopped);
        if (advance !== undefined) clock.advance(advance);
        return time();
      },
    },
    '/faults': {
      GET: allFaults,
      POST: (body) => faults.planFault(withTimes(body)),
      DELETE: () => {
        faults.clearFaults();
        return allFaults();
      },
    },
    '/faults/:id': {
      DELETE: (_, { id }) => {
        if (!faults.clearFaults(id)) throw new ControlError(404, `There is no fault ${id}.`);
        return allFaults();
      },
    },
    '/settings': {
      GET: () => configure(context, {}),
      PATCH: (body) => configure(context, body),
    },
    '/reset': {
      POST: () => {
        emulator().reset();
        return allUsers();
      },
    },
    '/state': {
      GET: () => emulator().snapshot(),
      PUT: (body) => {
        restoreSnapshot(context, body);
        return allUsers();
      },
    },
    '/requests': {
      GET: (_, { query }) => ({ requests: wantedRequests(emulator().requests, query) }),
    },
    '/tokens': {
      POST: (body) => tokenAnswer(emulator().issueToken(readTokenRequest(body))),
    },
    '/acts': {
      POST: (body) => perform(context, body),
    },
    '/users': {
      GET: allUsers,
      POST: (body) => addUsers(context, [body], 'addUser')[0],
    },
    '/subscription': {
      GET: subscription,
      PUT: async (body) => {
        await subscribe(context, readSubscription(body));
        return subscription();
      },
      DELETE: () => {
        events.subscription = undefined;
        return subscription();
      },
    },
    '/deliveries': {
      GET: allDeliveries,
      POST: async () => {
        await deliverEvents(context);
        return allDeliveries();
      },
    },
    '/deliveries/:id': {
      POST: async (_, { id }) => {
        if (!events.deliveries.some((delivery) => delivery.id === id))
          throw new ControlError(404, `There is no delivery ${id}.`);
        return { delivery: await redeliver(context, id) };
      },
    },
    '/callbacks': {
      GET: () => ({ callbacks: events.callbacks }),
    },
    '/deauthorize': {
      POST: async (body) => {
        await deauthorize(context, readUsername('deauthorize', body));
        return { success: true };
      },
    },
    '/data-deletion': {
      POST: (body) => requestDataDeletion(context, readUsername('requestDataDeletion', body)),
    },
  };
}

interface ClockChange {
  readonly advance?: number;
  readonly stopped?: boolean;
  readonly now?: true;
}

function readClockChange(body: unknown, now: number): ClockChange {
  const schema = object<ClockChange>({
    advance: v.optional(integer(0)),
    stopped: v.optional(boolean),
    now: v.optional(checked('must be true', (value): value is true => value === true)),
  });
  assertInput<ClockChange>('clock', schema, body);
  if (body.now === true && body.advance !== undefined)
    throw new InvalidInput('clock', ['advance and now cannot be given together']);
  if (now + (body.advance ?? 0) > lastTime)
    throw new InvalidInput('clock', ['advance leads beyond the last time that there is']);
  return body;
}

function readTokenRequest(body: unknown): TokenRequest {
  const schema = object<TokenRequest>({
    username: text,
    scopes: v.optional(listOf(text)),
    shortLived: v.optional(boolean),
  });
  assertInput<TokenRequest>('issueToken', schema, body);
  return body;
}

// In the names of this emulator and in those of PyThreads, which `credentialsFromJson` of the SDK reads too.
function tokenAnswer(token: IssuedToken): unknown {
  const { accessToken, userId, shortLived } = token;
  return { ...token, access_token: accessToken, user_id: userId, short_lived: shortLived };
}

/** Without members: what the options of the emulator say. */
function readSubscription(body: unknown): Partial<WebhookSubscription> | undefined {
  const schema = object<Partial<WebhookSubscription>>({
    callbackUrl: v.optional(text),
    verifyToken: v.optional(text),
    fields: v.optional(listOf(oneOf(webhookFields))),
  });
  assertInput<Partial<WebhookSubscription>>('subscribeWebhooks', schema, body);
  return Object.keys(body).length === 0 ? undefined : body;
}

function readUsername(subject: string, body: unknown): string {
  const schema = object<{ readonly username: string }>({ username: text });
  assertInput<{ readonly username: string }>(subject, schema, body);
  return body.username;
}

// JSON has no Infinity.
function withTimes(body: unknown): unknown {
  if (!isObject(body) || (body['times'] !== null && body['times'] !== 'always')) return body;
  return { ...body, times: Number.POSITIVE_INFINITY };
}

function wantedRequests(records: readonly RequestRecord[], query: URLSearchParams): readonly RequestRecord[] {
  const { operation, since, ...others } = Object.fromEntries(query);
  const issues = Object.keys(others).map((name) => `${name} is no filter; operation and since are`);
  if (since !== undefined && !/^\d+$/.test(since)) issues.push('since must be in epoch milliseconds');
  if (issues.length > 0) throw new InvalidInput('requests', issues);
  return records.filter(
    (record) =>
      (operation === undefined || record.operation === operation) && record.at >= Number(since ?? 0),
  );
}
