import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { documentedRequests } from './documented-requests.ts';
import { logIn } from './log-in.ts';
import { redirectUri, serveTown } from './serve-town.ts';

interface Encoded {
  readonly query?: string;
  readonly type?: string;
  readonly body?: Uint8Array | string;
}

/** The three ways in which the examples are written. */
const encodings: Readonly<
  Record<string, (parameters: Readonly<Record<string, string>>) => Promise<Encoded>>
> = {
  'in the query': async (parameters) => ({ query: `?${new URLSearchParams(parameters)}` }),
  'as a urlencoded form (curl -d), also with GET': async (parameters) => ({
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(parameters).toString(),
  }),
  'as multipart (curl -F), also with GET': async (parameters) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(parameters)) form.set(name, value);
    const encoded = new Response(form);
    return {
      type: encoded.headers.get('content-type') ?? '',
      body: new Uint8Array(await encoded.arrayBuffer()),
    };
  },
};

/** By hand, since `fetch` sends no GET with a body. */
async function send(
  url: string,
  method: string,
  { type, body }: Encoded,
): Promise<{ status: number; text: string }> {
  const headers =
    type === undefined || body === undefined
      ? {}
      : { 'content-type': type, 'content-length': Buffer.byteLength(body) };
  const outgoing = request(url, { method, headers });
  outgoing.end(body);
  const [incoming]: IncomingMessage[] = await once(outgoing, 'response');
  if (incoming === undefined) throw new Error('There is no answer.');
  return { status: incoming.statusCode ?? 0, text: await text(incoming) };
}

describe.each(Object.entries(encodings))('the documented requests, %s', (_, encode) => {
  it('are answered as documented, one after the other', async () => {
    const town = await serveTown();
    onTestFinished(() => town.close());
    const { clientId, clientSecret } = town.emulator.app;
    const scope =
      'threads_basic,threads_content_publish,threads_read_replies,threads_manage_replies,threads_manage_insights,threads_delete,threads_location_tagging,threads_keyword_search,threads_share_to_instagram';
    const consent = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      response_type: 'code',
    });
    const callback = await logIn(`${town.url}/oauth/authorize?${consent}`, 'alice');
    const kept = new Map([
      ['client_id', clientId],
      ['client_secret', clientSecret],
      ['code', callback.searchParams.get('code') ?? ''],
    ]);
    const fill = (template: string): string =>
      template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => kept.get(name) ?? placeholder);
    for (const {
      title,
      request: line,
      parameters = {},
      status = 200,
      answer,
      keep,
      wait = 0,
    } of documentedRequests) {
      town.emulator.clock.advance(wait);
      const [method = '', path = ''] = line.split(' ');
      const filled = Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [name, fill(value)]),
      );
      const encoded = await encode(filled);
      const received = await send(`${town.url}${fill(path)}${encoded.query ?? ''}`, method, encoded);
      const body: { readonly id?: string; readonly access_token?: string } = JSON.parse(received.text);
      expect({ title, status: received.status, body }).toEqual({ title, status, body: answer });
      if (keep !== undefined) kept.set(keep, body.id ?? body.access_token ?? '');
    }
  });
});
