import { Hono } from 'hono';
import type { EmulatorContext } from '../context.ts';
import type { Emulator, TokenRequest } from '../emulator.ts';
import { InvalidInput } from '../invalid-input.ts';
import type { RequestRecord } from '../log.ts';
import { emulatorPath } from '../pages/layout.tsx';
import { addUsers } from '../seed.ts';
import { assertShape, boolean, isObject, listOf, number, object, optional, text } from '../shape.ts';
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
    const answer = action(await readBody(c.req.raw), request);
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
  });
  routes.onError(errorAnswer);
  return routes;
}

function resources(context: EmulatorContext, emulator: () => Emulator): Readonly<Record<string, Actions>> {
  const { clock, faults, settings } = context;
  const time = (): unknown => ({ now: clock.now(), time: new Date(clock.now()).toISOString() });
  const allFaults = (): unknown => ({ faults: faults.faults });
  const allUsers = (): unknown => ({ users: emulator().users });
  return {
    '/clock': {
      GET: time,
      POST: (body) => {
        clock.advance(readAdvance(body));
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
      GET: () => settings.current,
      PATCH: (body) => settings.change(body),
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
      POST: (body) => emulator().issueToken(readTokenRequest(body)),
    },
    '/users': {
      GET: allUsers,
      POST: (body) => {
        const [user] = addUsers(context, [body], 'addUser');
        return { id: user?.id, username: user?.username };
      },
    },
  };
}

function readAdvance(body: unknown): number {
  const shape = object<{ readonly advance: number }>({ advance: number(0) });
  assertShape<{ readonly advance: number }>('clock', shape, body);
  return body.advance;
}

function readTokenRequest(body: unknown): TokenRequest {
  const shape = object<TokenRequest>({
    username: text,
    scopes: optional(listOf(text)),
    shortLived: optional(boolean),
  });
  assertShape<TokenRequest>('issueToken', shape, body);
  return body;
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
