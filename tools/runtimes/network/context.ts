import type { App } from '@threads-sdk/auth';
import { type Client, type ClientOptions, type Clock, createClient } from '@threads-sdk/core-http';
import { createCredentials, type Credentials } from '@threads-sdk/credentials';
import type { StageSettings } from './case.ts';

/** What cases work with. Web standards only. */
export interface Context extends StageSettings {
  /** Time in which sleeping takes none: it moves the emulator's clock along. */
  readonly clock: Clock;
  /** How to reach the emulator. */
  readonly http: Required<Pick<ClientOptions, 'baseUrl' | 'allowInsecure' | 'clock' | 'random'>>;
  readonly app: App;
  /** New credentials of a user. */
  readonly credentials: (options?: TokenOptions) => Promise<Credentials>;
  /** A client of a user, with new credentials. */
  readonly client: (options?: ClientOptions & TokenOptions) => Promise<Client>;
  /** Plans that something goes wrong, as `emulator.planFault` does. */
  readonly plan: (fault: Readonly<Record<string, unknown>>) => Promise<void>;
  /** The requests that the emulator got, oldest first. */
  readonly requests: (operation?: string) => Promise<readonly ApiRequest[]>;
  /** Calls the emulator's control. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Does what a person does on the consent page; returns where the browser is sent. */
  readonly consent: (url: string, form?: Readonly<Record<string, string>>) => Promise<string>;
  /** What the emulator sent to the app's webhook and callbacks, as the server of an app gets it. */
  readonly inbox: () => Promise<readonly Request[]>;
}

/** Whose token, and for what. */
export interface TokenOptions {
  /** Default `mika`. */
  readonly username?: string;
  /** Default: every permission. */
  readonly scopes?: readonly string[];
  /** Default `false`. */
  readonly shortLived?: boolean;
}

/** A request that the emulator got. */
export interface ApiRequest {
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Sets the emulator back, so that no case sees another, and makes the context of a case. */
export async function createContext(settings: StageSettings): Promise<Context> {
  const { baseUrl, deskUrl, clientId, clientSecret, redirectUri } = settings;
  let offset = 0;

  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${deskUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  const control = (method: string, path: string, body?: unknown): Promise<unknown> =>
    ask(method, `/control${path}`, body ?? (method === 'POST' ? {} : undefined));
  const clock: Clock = {
    now: () => Date.now() + offset,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      offset += milliseconds;
      await control('POST', '/clock', { advance: milliseconds });
    },
  };
  const http = { baseUrl, allowInsecure: true, clock, random: () => 0.5 };
  const credentials = async (options: TokenOptions = {}): Promise<Credentials> => {
    const { username = 'mika', scopes, shortLived } = options;
    const token = Object(await control('POST', '/tokens', { username, scopes, shortLived }));
    return createCredentials({ ...token, expiration: new Date(token.expiration) });
  };

  await ask('POST', '/reset');
  return {
    ...settings,
    clock,
    http,
    app: { clientId, clientSecret, redirectUri, authorizationUrl: `${baseUrl}/oauth/authorize`, http },
    credentials,
    client: async ({ username, scopes, shortLived, ...options } = {}) => {
      const token = {
        ...(username && { username }),
        ...(scopes && { scopes }),
        ...(shortLived && { shortLived }),
      };
      return createClient({ ...http, credentials: await credentials(token), ...options });
    },
    plan: async (fault) => {
      await control('POST', '/faults', fault);
    },
    requests: async (operation) => {
      const query = operation === undefined ? '' : `?operation=${operation}`;
      return Object(await control('GET', `/requests${query}`)).requests;
    },
    control,
    consent: async (url, form = { decision: 'allow' }) => {
      const { location, status } = Object(await ask('POST', '/consent', { url, form }));
      if (typeof location !== 'string') throw new Error(`The consent page answered ${status}.`);
      return location;
    },
    inbox: async () => {
      const { requests } = Object(await ask('GET', '/inbox'));
      return requests.map(
        ({ url, method, headers, body }: { url: string } & RequestInit) =>
          new Request(url, { ...(method && { method }), ...(headers && { headers }), ...(body && { body }) }),
      );
    },
  };
}
