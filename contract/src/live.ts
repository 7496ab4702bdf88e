import { createClient, type Client, type Clock } from '@threads-sdk/core-http';
import { createCredentials } from '@threads-sdk/credentials';
import { createRedactor } from '@threads-sdk/errors';
import { Skip } from './answer.ts';
import { createGate, type Gate } from './gate.ts';
import { createObservations, observe, type Observations } from './observe.ts';
import { bodyOf, errorOf, pick, textAt, type Wire } from './wire.ts';

/** Whom the checks talk to, and with what. */
export interface LiveOptions {
  readonly token: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly app?: { readonly clientId: string; readonly clientSecret: string };
  /** A public JPEG or PNG. */
  readonly imageUrl?: string;
  /** A public MP4 or MOV. */
  readonly videoUrl?: string;
  /** The token's permissions, where the API does not tell them. */
  readonly scopes?: readonly string[];
  readonly fetch: (request: Request) => Promise<Response>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether the person agrees. `risk`: more than a y is needed. */
  readonly ask: (question: string, kind: 'write' | 'risk') => Promise<boolean>;
  readonly signal?: AbortSignal;
}

/** How one call is sent. */
export interface CallOptions {
  /** Where the token stands. Default `parameter`, as documented. */
  readonly token?: 'parameter' | 'header' | 'none';
  /** A token in place of the person's. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body in place of the form; the parameters then stand in the query. */
  readonly body?: string;
  /** Default `v1.0`; `''` for a path without a version. */
  readonly version?: string;
}

/** What a check works with. */
export interface Live {
  readonly options: LiveOptions;
  readonly clock: Clock;
  readonly me: { readonly id: string; readonly username: string };
  /** The token's permissions; `undefined` where nobody told. */
  readonly scopes: readonly string[] | undefined;
  /** The SDK's own client, for what is about the SDK. */
  readonly client: Client;
  readonly seen: Observations;
  readonly gate: Gate;
  /** Ends up in everything that is posted, so that it is found again. */
  readonly marker: string;
  readonly token: () => string;
  readonly replaceToken: (token: string) => void;
  /** Sends one request and gives the answer as it came, whatever it is. */
  readonly call: (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    parameters?: Readonly<Record<string, string>>,
    options?: CallOptions,
  ) => Promise<Wire>;
  /** A text to post that says what it is. */
  readonly text: (note?: string) => string;
  /** Makes something once in a run, for every check that needs it. */
  readonly once: <Value>(key: string, make: () => Promise<Value>) => Promise<Value>;
}

/**
 * Asks who the token's user is and what it may do.
 *
 * @throws Skip if the token cannot be used.
 */
export async function createLive(options: LiveOptions): Promise<Live> {
  const { baseUrl, random } = options;
  const seen = createObservations();
  const gate = createGate(options.ask);
  const clock: Clock = {
    now: () => options.clock.now(),
    sleep: (milliseconds) => options.clock.sleep(milliseconds, gate.interruption(options.signal)),
  };
  const marker = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('');
  const made = new Map<string, Promise<unknown>>();
  const redact = createRedactor([options.token]);
  let token = options.token;
  let texts = 0;

  const send = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    const sent = await gate.admit(request);
    const response = await options.fetch(request);
    const text = await response.clone().text();
    const wire = { status: response.status, headers: response.headers, body: parse(text) };
    observe(seen, path, wire);
    gate.note(sent, wire);
    return response;
  };

  const call: Live['call'] = async (method, path, parameters = {}, how = {}) => {
    const { token: placement = 'parameter', as = token, headers = {}, body, version = 'v1.0' } = how;
    const query = new URLSearchParams({
      ...parameters,
      ...(placement === 'parameter' && { access_token: as }),
    });
    const isForm = method === 'POST' && body === undefined;
    const url = `${baseUrl}${version === '' ? '' : `/${version}`}${path}${isForm ? '' : `?${query}`}`;
    const request = new Request(url, {
      method,
      headers: { ...headers, ...(placement === 'header' && { authorization: `Bearer ${as}` }) },
      redirect: 'manual',
      signal: gate.signal(options.signal),
      ...(isForm && { body: query }),
      ...(body !== undefined && { body }),
    });
    const response = await send(request);
    return { status: response.status, headers: response.headers, body: parse(await response.text()) };
  };

  const whoAmI = await call('GET', '/me', { fields: 'id,username' }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Skip(redact(`${new URL(baseUrl).host} did not answer: ${reason}`));
  });
  if (whoAmI.status !== 200) {
    const reason = errorOf(whoAmI)?.message ?? `the answer has the status ${whoAmI.status}`;
    throw new Skip(redact(`The token cannot be used: ${reason}`));
  }
  const me = { id: textAt(bodyOf(whoAmI), 'id'), username: textAt(whoAmI.body, 'username') };
  const byHeader = await call('GET', '/me', {}, { token: 'header' });
  const scopes = options.scopes ?? (await readScopes(call, token));

  const client = createClient({
    baseUrl,
    allowInsecure: true,
    fetch: send,
    clock,
    random,
    tokenPlacement: byHeader.status === 200 ? 'header' : 'query',
    credentials: () =>
      createCredentials({
        userId: me.id,
        scopes: scopes ?? [],
        shortLived: false,
        accessToken: token,
        expiration: new Date(clock.now() + 3_600_000), // the API judges the token, not the SDK
      }),
  });

  return {
    options,
    clock,
    me,
    scopes,
    client,
    seen,
    gate,
    marker,
    token: () => token,
    replaceToken: (next) => {
      token = next;
    },
    call,
    text: (note = 'a test that is deleted at once') =>
      `threads-sdk live check: ${note}. ${marker} ${(texts += 1)}`,
    once: <Value>(key: string, make: () => Promise<Value>) => {
      const known = made.get(key) ?? make();
      made.set(key, known);
      return known as Promise<Value>; // a key stands for one kind of thing
    },
  };
}

async function readScopes(call: Live['call'], token: string): Promise<readonly string[] | undefined> {
  const { body } = await call('GET', '/debug_token', { input_token: token });
  const scopes = pick(body, 'data', 'scopes');
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
