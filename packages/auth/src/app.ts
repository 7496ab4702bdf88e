import { type Client, createClient, loadClientOptions } from '@threads-sdk/core-http/fetch';
import {
  check,
  checkInput,
  custom,
  flag,
  isLocalHttp,
  listOf,
  matching,
  readEmulatorAddress,
  refuse,
  scopeSchema,
  shape,
} from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * Your app, as its settings in Meta's dashboard show it. Plain data; the secret belongs on a server.
 *
 * @example
 * ```ts
 * import type { App } from '@threads-sdk/auth';
 *
 * const app: App = {
 *   clientId: process.env['THREADS_APP_ID'] ?? '',
 *   clientSecret: process.env['THREADS_API_SECRET'] ?? '',
 *   redirectUri: 'https://app.example/callback',
 * };
 * console.log(app.redirectUri);
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started
 * @category Log a user in
 */
export interface App {
  /** The Threads app id, in digits. Not the Meta app id, which the dashboard shows as well. */
  readonly clientId: string;

  /** The Threads app secret. */
  readonly clientSecret: string;

  /**
   * One of the registered redirect URIs, exactly as it is registered: the dashboard may have added a slash. It must be
   * https, on localhost as well.
   */
  readonly redirectUri: string;

  /** The page where users grant permissions; default `https://threads.com/oauth/authorize`. */
  readonly authorizationUrl?: string;

  /**
   * What requests are sent with: a client made by `createClient`, with or without ky. Its base URL, timeouts, retries,
   * hooks and clock apply; its credentials are never sent. Default: `createClient()` of `@threads-sdk/core-http/fetch`.
   */
  readonly client?: Client;

  /** Admits a `redirectUri` with plain http on this machine, for an emulator. Default `false`. */
  readonly allowInsecure?: boolean;
}

/**
 * Reads your app from environment variables: `THREADS_APP_ID`, `THREADS_API_SECRET` and `THREADS_REDIRECT_URI`, the
 * names that PyThreads uses. The SDK never reads the environment by itself, so pass it. What the values are is checked
 * where they are used.
 *
 * With `THREADS_EMULATOR`, the address of an emulator, the app logs users in there: `authorizationUrl`, `client` and
 * `allowInsecure` are set. With `THREADS_DEBUG=1` its calls are printed, without secrets. `loadClientOptions` of
 * `@threads-sdk/core-http` does the same for `createClient`.
 *
 * @param env the variables, such as `process.env`, the `env` of a Worker, or `Deno.env.toObject()`
 * @returns the app, to which `client` and `authorizationUrl` can be added
 * @throws {InvalidInputError} if a variable is missing, empty, or has white space in it, as a line break at its end; if
 *   `THREADS_EMULATOR` is neither an http address of this machine nor an https one, or is set while `NODE_ENV` is
 *   `production`; naming each. If `THREADS_DEBUG` is neither `1` nor `0`
 *
 * @example
 * ```ts
 * import { createAuthorizationUrl, loadApp } from '@threads-sdk/auth';
 *
 * const app = loadApp(process.env);
 * console.log(createAuthorizationUrl(app, { scopes: ['threads_basic'] }).url);
 * ```
 *
 * @category Log a user in
 */
export function loadApp(
  // Of an environment that holds other things too, as that of a Worker does, only these are looked at.
  env:
    | Readonly<Record<string, string | undefined>>
    | {
        readonly THREADS_DEBUG?: string | undefined;
        readonly THREADS_APP_ID?: string | undefined;
        readonly THREADS_API_SECRET?: string | undefined;
        readonly THREADS_REDIRECT_URI?: string | undefined;
        readonly THREADS_EMULATOR?: string | undefined;
        readonly NODE_ENV?: string | undefined;
      },
): App {
  const names = ['THREADS_APP_ID', 'THREADS_API_SECRET', 'THREADS_REDIRECT_URI'] as const;
  const read: { readonly [Name in (typeof names)[number]]?: string | undefined } = env;
  const { emulator, issues } = readEmulatorAddress(env);
  refuse(
    'loadApp',
    [
      ...names.flatMap((path) => {
        const value = read[path] ?? '';
        if (value === '') return [{ path, message: 'is missing or empty' }];
        return /\s/.test(value)
          ? [{ path, message: 'has white space in it, which may be a line break at its end' }]
          : [];
      }),
      ...issues,
    ],
    {
      remedy:
        "Set the variables to what the app's settings in Meta's dashboard show for Threads, or to what an emulator prints.",
    },
  );
  const [clientId = '', clientSecret = '', redirectUri = ''] = names.map((name) => read[name]);
  const app = { clientId, clientSecret, redirectUri };
  const options = loadClientOptions(env);
  const client = createClient(options);
  if (emulator === undefined) return options.debug ? { ...app, client } : app;
  const authorizationUrl = `${emulator.address}/oauth/authorize`;
  return { ...app, authorizationUrl, client, allowInsecure: true };
}

/** @internal What the requests of an app are sent with. */
export function clientOf({ client = createClient() }: App): Client {
  return client;
}

/**
 * @internal
 * Checks the app together with what else a call takes, so that one error names all faults.
 *
 * @param required the schemas of the other parameters, by their names
 * @param params the other parameters
 * @param optional the schemas of those that may be left out
 * @throws {InvalidInputError} if something is not usable, with paths such as `app.clientId` and `scopes[1]`
 */
export function checkWithApp(
  call: string,
  app: App,
  required: v.ObjectEntries = {},
  params: unknown = {},
  optional: v.ObjectEntries = {},
): void {
  const members = { app: appSchema(Object(app).allowInsecure), ...required };
  const given = { app, ...Object(params) };
  // For what is missing, its schema says what it has to be.
  for (const name of Object.keys(members)) given[name] ??= null;
  checkInput(call, shape({ ...members, ...optional }), given);
}

function appSchema(allowInsecure: unknown): v.GenericSchema {
  const isAdmitted = (url: string): boolean =>
    !URL.canParse(url) || /^https:/i.test(url) || (allowInsecure === true && isLocalHttp(url));
  const members = {
    clientId: matching(/^\d+$/, 'must be digits, the Threads app id'),
    clientSecret: matching(/^\S+$/, 'must be a text without white space, the Threads app secret'),
    redirectUri: check(
      address('must be an absolute URL, exactly as it is registered'),
      isAdmitted,
      'must be https, for localhost too; an emulator on this machine needs app.allowInsecure',
    ),
    authorizationUrl: address('must be a URL'),
    client: custom(
      (value) => typeof Object(Object(value).clock).now === 'function',
      'must be made by createClient',
    ),
    allowInsecure: flag,
  };
  return shape(members, ['clientId', 'clientSecret', 'redirectUri']);
}

function address(message: string): v.GenericSchema<string> {
  // The URL standard takes white space around an address away; Threads compares it as it is.
  return custom<string>(
    (value) => typeof value === 'string' && !/\s/.test(value) && URL.canParse(value),
    message,
  );
}

/** @internal A text that is not empty. */
export function text(message: string): v.GenericSchema<string> {
  return matching(/./s, message);
}

/** @internal The permissions that a login asks for. */
export function loginScopesSchema(): v.GenericSchema {
  return listOf(
    scopeSchema,
    (scopes) => scopes.includes('threads_basic'),
    'must include threads_basic, which Threads requires',
  );
}
