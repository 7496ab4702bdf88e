import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { controlPath } from '../control/control-routes.ts';
import { authorityFolder, certificateFile } from './authority-place.ts';
import { httpAddress } from '../input/rules.ts';
import { messageOf } from './cli-environment.ts';
import { codeOf } from './file-fault.ts';
import { trustedHere } from './trusted-here.ts';

/** An emulator that runs elsewhere, by its control API. */
export interface ControlClient {
  readonly url: string;
  /**
   * Sends a request and gives the members of the answer.
   *
   * @throws {Error} with a sentence for the person if nothing answers there, or the request is refused.
   */
  send(method: 'GET' | 'POST', path: string, body?: object): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Where an emulator is looked for: what is named, or what the variables name, as with `exec`, or the usual place.
 *
 * @throws {Error} with a sentence for the person if the variable names no address.
 */
export function addressOf(
  named: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): string {
  const set = variables['THREADS_EMULATOR'] ?? '';
  const [must, holds] = httpAddress;
  if (named === undefined && set !== '' && !holds(set))
    throw new Error(`THREADS_EMULATOR must be ${must}, not "${set}": correct it, or name another with --url`);
  return (named ?? (set || 'http://127.0.0.1:4000')).replace(/\/+$/, '');
}

/** Controls the emulator at an address, until the signal aborts. */
export function connect(url: string, signal: AbortSignal): ControlClient {
  return {
    url,
    send: async (method, path, body) => {
      const { status, answer } = await ask(`${url}${controlPath}${path}`, method, body, signal).catch(
        (error: unknown) => {
          throw new Error(describe(url, error), { cause: error });
        },
      );
      if (status >= 200 && status < 300) return answer;
      const { message, code } = membersOf(answer['error']);
      // Errors with a code are those of the API, which is asked where the path is none of the control's.
      throw new Error(
        typeof message === 'string' && code === undefined
          ? message
          : `${url} is no address of an emulator: it answered with ${status}. Write it as the emulator printed it, without a path`,
      );
    },
  };
}

// Not by `fetch`, which can be told of no further authority.
async function ask(
  url: string,
  method: string,
  body: object | undefined,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly answer: Readonly<Record<string, unknown>> }> {
  const headers = { 'content-type': 'application/json' };
  const request = url.startsWith('https:')
    ? https.request(url, { method, headers, signal, ...trusted() })
    : http.request(url, { method, headers, signal });
  request.end(method === 'GET' ? undefined : JSON.stringify(body ?? {}));
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('no answer');
  return { status: response.statusCode ?? 0, answer: membersOf(parse(await text(response))) };
}

// An emulator of this user has a certificate of the authority in this user's folder.
function trusted(): { readonly ca?: string[] } {
  try {
    const own = readFileSync(certificateFile(authorityFolder()), 'utf8');
    return { ca: [...trustedHere('default'), own] };
  } catch {
    return {}; // there was no emulator with https yet
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function describe(url: string, error: unknown): string {
  const code = codeOf(error);
  const reason = typeof code === 'string' ? code : messageOf(error);
  return /CERT|VERIFY/.test(reason)
    ? `the certificate of ${url} is not trusted here (${reason}): name the one of its authority by NODE_EXTRA_CA_CERTS`
    : `no emulator answers at ${url} (${reason}): start one with threads-emulator, or name its address with --url`;
}

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The objects of a list; none of anything else. */
export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(membersOf) : [];
}

/** A text or a number as it is printed; a hyphen for anything else. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '-';
}
