import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { beforeAll, afterAll, describe, expect, it, vi } from 'vitest';
import { read } from '../guide-tables.ts';

const page = 'docs/guides/testing.md';
const origin = 'http://localhost:4000';
const control = '/__emulator/control';

/** A request to the control API with its answer, as the guide shows them. */
interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: unknown;
}

/** The exchanges of the guide, in their order: each a request line and a status line, both with JSON, and an empty line. */
function readExchanges(): readonly Exchange[] {
  const [, section = ''] = /^### Control over HTTP\n(.*?)^##/ms.exec(read(page)) ?? [];
  const blocks = [...section.matchAll(/^```text\n(.*?)^```$/gms)].map(([, block = '']) => block.trim());
  return blocks
    .flatMap((block) => block.split(/\n{2,}/))
    .map((text) => {
      const [, method = '', path = '', body = '', status = '', answer = ''] =
        /^([A-Z]+) (\S+)(.*?)\n(\d{3}) (.*)$/s.exec(text) ?? [];
      return { method, path, body: body.trim(), status: Number(status), answer: JSON.parse(answer) };
    });
}

/** An answer without what the guide leaves out of it: `…` stands for the rest of a text, or for more members. */
function abridged(answer: unknown, shown: unknown): unknown {
  if (typeof shown === 'string' && typeof answer === 'string' && shown.endsWith('…'))
    return answer.startsWith(shown.slice(0, -1)) ? shown : answer;
  if (Array.isArray(answer)) return answer.map((item, index) => abridged(item, Object(shown)[index]));
  if (typeof answer !== 'object' || answer === null) return answer;
  const names = '…' in Object(shown) ? Object.keys(Object(shown)) : Object.keys(answer);
  return Object.fromEntries(
    names.map((name) => [name, name === '…' ? '…' : abridged(Object(answer)[name], Object(shown)[name])]),
  );
}

/** An app that answers verifications, deliveries and callbacks as it must. */
async function app(request: Request): Promise<Response> {
  const { searchParams, pathname } = new URL(request.url);
  if (pathname === '/data-deletion')
    return Response.json({ url: 'http://localhost:3000/data-deletion', confirmation_code: 'a1' });
  return new Response(searchParams.get('hub.challenge') ?? 'taken');
}

function createWorld(): Emulator {
  return createEmulator({
    users: [{ username: 'alice', posts: ['Hello'] }, { username: 'bob' }],
    app: {
      deauthorizeCallbackUrl: 'http://localhost:3000/deauthorize',
      dataDeletionCallbackUrl: 'http://localhost:3000/data-deletion',
    },
    webhooks: { callbackUrl: 'http://localhost:3000/webhook', verifyToken: 'a word', fetch: app },
  });
}

async function ask(emulator: Emulator, { method, path, body }: Exchange): Promise<[number, unknown]> {
  const response = await emulator.fetch(
    new Request(`${origin}${control}${path}`, {
      method,
      ...(body === '' ? {} : { body, headers: { 'content-type': 'application/json' } }),
    }),
  );
  return [response.status, await response.json()];
}

describe('the requests to the control API that the guide shows', () => {
  const exchanges = readExchanges();

  // The clock of a served emulator, which can stop, is that of the machine.
  beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) }));
  afterAll(() => void vi.useRealTimers());

  it('are answered as it says, one after the other', async () => {
    const emulator = createWorld();
    let state: unknown;
    for (const exchange of exchanges) {
      const { method, path, status, answer } = exchange;
      // Of the state, the guide shows the beginning alone.
      const body = method === 'PUT' && path === '/state' ? JSON.stringify(state) : exchange.body;
      const answered = await ask(emulator, { ...exchange, body });
      expect
        .soft({ method, path, answered: [answered[0], abridged(answered[1], answer)] })
        .toEqual({ method, path, answered: [status, answer] });
      if (path === '/state' && method === 'GET') [, state] = answered;
      // A call of an app, with the token that was given last.
      if (path === '/tokens')
        await emulator.fetch(
          new Request(`${origin}/v1.0/me?fields=username`, {
            headers: { authorization: `Bearer ${Object(answered[1])['accessToken']}` },
          }),
        );
    }
  });

  it('are all that there are', async () => {
    const response = await createWorld().fetch(new Request(`${origin}${control}`));
    const { resources }: { resources: readonly { path: string; methods: readonly string[] }[] } =
      await response.json();
    const there = resources.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
    const shown = exchanges.map(({ method, path }) => {
      const [, resource = '', id] = /^(\/[^/?]+)(\/[^/?]+)?/.exec(path) ?? [];
      return `${method} ${resource}${id === undefined ? '' : '/:id'}`;
    });
    expect([...new Set(shown)].toSorted()).toEqual(there.toSorted());
  });
});
