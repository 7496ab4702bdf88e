import type { Credentials } from '@threads-sdk/credentials';
import * as v from 'valibot';
import { createClient as createFetchClient } from '../src/fetch.ts';
import {
  createClient as createKyClient,
  type Client,
  type ClientOptions,
  type Clock,
  type Operation,
  type Page,
} from '../src/index.ts';

export const token = 'THAAcanary0123456789.secret/with+signs=';

export const credentials: Credentials = {
  userId: '17841405793187218',
  scopes: ['threads_basic', 'threads_content_publish', 'threads_delete'],
  shortLived: false,
  accessToken: token,
  expiration: new Date('2100-01-01'),
};

export interface ManualClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly sleeps: number[];
}

/** A clock on which sleeping takes no time, but moves it. */
export function createManualClock(start = Date.parse('2026-01-01T00:00:00Z')): ManualClock {
  let time = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
      time += milliseconds;
    },
  };
}

type TestClient = Client & { readonly clock: ManualClock };

/** A client for a test server: no real waiting, and no jitter (the longest wait each time). */
function testClientOf(createClient: (options: ClientOptions) => Client) {
  return (baseUrl: string, options: ClientOptions = {}): TestClient => {
    const clock = createManualClock();
    const client = createClient({
      baseUrl,
      allowInsecure: true,
      credentials,
      clock,
      random: () => 1,
      ...options,
    });
    return { ...client, clock };
  };
}

export const testClient: (baseUrl: string, options?: ClientOptions) => TestClient =
  testClientOf(createFetchClient);

/** The two ways in which a client sends. What tests prove of one they prove of the other. */
export const transports: readonly {
  readonly name: string;
  readonly createClient: (options: ClientOptions) => Client;
  readonly testClient: typeof testClient;
}[] = [
  { name: 'fetch', createClient: createFetchClient, testClient },
  { name: 'ky', createClient: createKyClient, testClient: testClientOf(createKyClient) },
];

const id = v.looseObject({ id: v.string() });

export const read: Operation<{ id: string }> = {
  id: 'getThread',
  method: 'GET',
  path: '/{media_id}',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: v.looseObject({ media_id: v.string() }),
  output: id,
};

export const create: Operation<{ id: string }> = {
  id: 'createContainer',
  method: 'POST',
  path: '/{user_id}/threads',
  repeat: 'safe',
  neverWhen: 'auto_publish_text',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: v.looseObject({ user_id: v.optional(v.string(), 'me') }),
  output: id,
};

export const publishOnce: Operation<{ id: string }> = {
  id: 'publishContainer',
  method: 'POST',
  path: '/{user_id}/threads_publish',
  repeat: 'never',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: v.looseObject({ user_id: v.optional(v.string(), 'me') }),
  output: id,
};

export const remove: Operation<{ id: string }> = {
  id: 'deletePost',
  method: 'DELETE',
  path: '/{media_id}',
  repeat: 'idempotent',
  scopes: ['threads_basic', 'threads_delete'],
  input: v.looseObject({ media_id: v.string() }),
  output: id,
};

/** The code exchange: anonymous, its secrets in parameters. */
export const exchangeCode: Operation<{ access_token: string; user_id: string }> = {
  id: 'exchangeCode',
  method: 'POST',
  path: '/oauth/access_token',
  versionless: true,
  anonymous: true,
  repeat: 'never',
  scopes: [],
  secretParameters: ['client_secret', 'code'],
  input: v.looseObject({ client_secret: v.string() }),
  output: v.looseObject({ access_token: v.string(), user_id: v.string() }),
};

/** The exchange of a token: its secrets must go into the query. */
export const exchangeToken: Operation<{ access_token: string }> = {
  id: 'exchangeToken',
  method: 'GET',
  path: '/access_token',
  versionless: true,
  anonymous: true,
  repeat: 'safe',
  scopes: [],
  secretParameters: ['client_secret', 'access_token'],
  input: v.looseObject({ client_secret: v.string() }),
  output: v.looseObject({ access_token: v.string() }),
};

export interface Item {
  readonly id: string;
}

const optionalText = v.exactOptional(v.string());

export const list: Operation<Page<Item>> = {
  id: 'listThreads',
  method: 'GET',
  path: '/{user_id}/threads',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: v.looseObject({ user_id: v.optional(v.string(), 'me') }),
  output: v.looseObject({
    data: v.array(id),
    paging: v.exactOptional(
      v.looseObject({
        cursors: v.exactOptional(v.looseObject({ before: optionalText, after: optionalText })),
        next: optionalText,
        previous: optionalText,
      }),
    ),
  }),
};

/** What a call was rejected with. */
export async function rejection(call: PromiseLike<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('The call was expected to fail.');
    },
    (error: unknown) => error,
  );
}
