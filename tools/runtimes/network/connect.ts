import { type Client, type ClientOptions, type Clock, createClient } from '@threads-sdk/core-http';
import { createCredentials, type Credentials } from '@threads-sdk/credentials';
import { theStage } from '../in-runtime/stage.ts';

/** A connection to the served emulator, over HTTP. */
export interface Connection {
  /** How to reach the emulator. On its clock sleeping takes no time: it moves the emulator's clock along. */
  readonly http: Required<Pick<ClientOptions, 'baseUrl' | 'allowInsecure' | 'clock' | 'random'>>;
  /** New credentials of a user, by default of mika. */
  readonly credentials: (username?: string) => Promise<Credentials>;
  /** A client with new credentials. */
  readonly client: (options?: ClientOptions, username?: string) => Promise<Client>;
  /** Plans that something goes wrong, as `emulator.planFault` does. */
  readonly plan: (fault: Readonly<Record<string, unknown>>) => Promise<void>;
  /** How many requests of an operation the emulator got. */
  readonly count: (operation: string) => Promise<number>;
}

/** Connects to an emulator that is as new: no test sees another. */
export async function connect(): Promise<Connection> {
  const { baseUrl, deskUrl } = theStage();
  const ask = async (method: string, path: string, body: unknown = {}): Promise<Record<string, unknown>> => {
    const init = method === 'GET' ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${deskUrl}${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  await ask('POST', '/control/reset');

  let offset = 0;
  const clock: Clock = {
    now: () => Date.now() + offset,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      offset += milliseconds;
      await ask('POST', '/control/clock', { advance: milliseconds });
    },
  };
  const http = { baseUrl, allowInsecure: true, clock, random: () => 0.5 };
  const credentials = async (username = 'mika'): Promise<Credentials> => {
    const token = Object(await ask('POST', '/control/tokens', { username }));
    return createCredentials({ ...token, expiration: new Date(token.expiration) });
  };
  return {
    http,
    credentials,
    client: async (options, username) =>
      createClient({ ...http, credentials: await credentials(username), ...options }),
    plan: async (fault) => {
      await ask('POST', '/control/faults', fault);
    },
    count: async (operation) =>
      Object((await ask('GET', `/control/requests?operation=${operation}`))['requests']).length,
  };
}
