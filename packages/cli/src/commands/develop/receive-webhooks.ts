import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { isThreadsError } from '@threads-sdk/errors';
import { handleWebhook, type WebhookEvent } from '@threads-sdk/webhooks';
import { CommandError } from '../../command-error.ts';
import type { Context } from '../../context.ts';
import { askEmulator } from '../../emulator-control.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Origin, readOrigin } from '../../origin.ts';
import { jsonText } from '../../output/json-text.ts';
import { printable } from '../../output/printable.ts';
import { styled } from '../../output/styled.ts';

/** By which program a delivery was handed on, so that it is not handed on in circles. */
const passedBy = 'threads-listen';

interface ListenOptions {
  readonly port: string;
  readonly forward?: string;
  readonly emulator?: string | true;
  readonly json?: boolean;
}

/** Receives webhooks until Ctrl+C: verifies each delivery, prints its events, and hands it on. */
export async function receiveWebhooks(context: Context, options: ListenOptions): Promise<void> {
  const { env, messages, output, signal } = context;
  const faults = faultsOf(options);
  if (faults.length > 0)
    throw new CommandError(exitCodes.usage, faults.join(' '), 'See threads listen --help.');
  const origin = readOrigin(context, options);
  const appSecret = env['THREADS_API_SECRET'] || (origin.isEmulator ? await secretOf(origin, signal) : '');
  if (appSecret === '')
    throw new CommandError(
      exitCodes.usage,
      'THREADS_API_SECRET is missing or empty.',
      'Without the app secret no delivery can be verified: set it to the Threads app secret, or use --emulator.',
    );
  const verifyToken = env['THREADS_VERIFY_TOKEN'] || crypto.randomUUID();

  const own = crypto.randomUUID();
  /** What the answer of the app on this machine is to Meta; without one, that of the check. */
  const handOn = async (request: Request): Promise<Response> => {
    if (request.headers.get(passedBy) === own) {
      messages.write(`Refused: what was handed on came back: --forward leads to this program itself.\n`);
      return new Response(null, { status: 508 });
    }
    const copy = request.clone();
    const checked = await handleWebhook(request, {
      appSecret,
      verifyToken,
      handleEvent: (event) => output.write(options.json ? `${jsonText(event)}\n` : describe(context, event)),
      onError: (error) =>
        messages.write(`Refused: ${isThreadsError(error) ? error.message : String(error)}\n`),
    });
    if (options.forward === undefined || checked.status !== 200 || copy.method !== 'POST') return checked;
    return forward(context, copy, options.forward, own);
  };

  const server = createAdaptorServer({ fetch: handOn });
  server.listen(Number(options.port), '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    throw new CommandError(
      exitCodes.refused,
      `Port ${options.port} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      'Name another one with --port.',
    );
  });
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : options.port;
    const url = `http://127.0.0.1:${port}`;
    messages.write(`Listening on ${url}\n`);
    if (origin.isEmulator) {
      await askEmulator(origin, 'PUT', '/subscription', { callbackUrl: url, verifyToken }, signal);
      messages.write(`Subscribed at the emulator ${origin.name}.\n`);
    } else {
      messages.write(`Verify token: ${verifyToken}\n`);
      messages.write(
        'Enter it in the dashboard, with the public https address of your tunnel to this port.\n',
      );
    }
    messages.write('Stop with Ctrl+C.\n');
    if (!signal.aborted) await once(signal, 'abort');
    if (origin.isEmulator) await unsubscribe(context, origin, url);
  } finally {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
}

/** Ends the subscription, so that the emulator calls nobody who is gone; unless another one has taken its place. */
async function unsubscribe({ messages }: Context, origin: Origin, url: string): Promise<void> {
  const signal = AbortSignal.timeout(2000);
  try {
    const { subscription } = await askEmulator(origin, 'GET', '/subscription', undefined, signal);
    const { callbackUrl = '' }: { readonly callbackUrl?: unknown } = Object(subscription);
    if (callbackUrl === `${url}/`) await askEmulator(origin, 'DELETE', '/subscription', undefined, signal);
  } catch (error) {
    // It has ended itself, as often as not.
    const reason = error instanceof Error ? error.message : String(error);
    messages.write(`The emulator was not told that nobody listens any more: ${reason}\n`);
  }
}

function faultsOf({ port, forward: address }: ListenOptions): string[] {
  return [
    ...(/^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? [] : ['--port must be a number from 0 to 65535.']),
    ...(address === undefined || /^https?:\/\/[^\s]+$/.test(address)
      ? []
      : ['--forward must be an address of http or https.']),
  ];
}

/** The app secret of an emulator, which is part of its state. */
async function secretOf(origin: Origin, signal: AbortSignal): Promise<string> {
  const { app } = await askEmulator(origin, 'GET', '/state', undefined, signal);
  return String(Object(app).clientSecret ?? '');
}

/** Sends a delivery to the app on this machine, byte for byte, and gives its answer. */
async function forward(
  { messages, signal }: Context,
  request: Request,
  address: string,
  own: string,
): Promise<Response> {
  const body = await request.arrayBuffer();
  // What belongs to the connection is not handed on.
  const headers = new Headers(request.headers);
  for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) headers.delete(name);
  headers.set(passedBy, own);
  try {
    const answer = await fetch(address, { method: 'POST', headers, body, redirect: 'manual', signal });
    messages.write(`Handed on: ${address} answered with ${answer.status}.\n`);
    const answered = await answer.arrayBuffer();
    // Some statuses allow no body, not even an empty one.
    return new Response(answered.byteLength === 0 ? null : answered, { status: answer.status });
  } catch (error) {
    const { code, message } = Object(Object(error).cause ?? error);
    messages.write(
      `Not handed on: ${address} does not answer (${code || message || 'no reason given'}). Meta will send it again.\n`,
    );
    return new Response(null, { status: 502 });
  }
}

/** An event in a line or two, for people. */
function describe({ clock, output }: Context, event: WebhookEvent): string {
  const value: Readonly<Record<string, unknown>> = Object(event.value);
  const time = new Date(clock.now()).toLocaleTimeString();
  const who = typeof value['username'] === 'string' ? `@${value['username']}` : '';
  const kind = event.type === 'unknown' ? event.field : event.type;
  const about = [value['permalink'], value['id']].find((each): each is string => typeof each === 'string');
  const text = typeof value['text'] === 'string' ? `\n  ${printable(value['text'])}` : '';
  return `${[time, styled(output, 'bold', printable(kind)), printable(who)].filter(Boolean).join('  ')}  ${printable(about ?? '')}${text}\n`;
}
