import {
  abortSignal,
  callable,
  checkInput,
  custom,
  inputObject,
  isObject,
  listOf,
  text,
} from '@threads-sdk/internal';
import { checkAccount } from './check-account.ts';
import { checkApp } from './check-app.ts';
import type { SetupFinding } from './finding.ts';
import type { SetupOptions } from './options.ts';

/**
 * Looks at the set-up of an app and an account, and says what is wrong and what to do: the Threads app id against the id of the
 * Meta app, the secret, the redirect address to the letter, the tester's invitation, what was granted, how long the token lives,
 * whether the profile is public, and how much of the quota is left. It changes nothing. What Threads does not tell is said to be
 * unknown, with where to look.
 *
 * For a server or a script, since it takes the app's secret. It sends about six requests; one of them looks up the own profile, if
 * the token has the permission `threads_profile_discovery`, which counts among the 1,000 of a day.
 *
 * @param options `app`, `client` with `credentials`, or all of them; perhaps `scopes`, `fetch`, `signal`
 * @returns the findings, at least one for each thing that was looked at, in a fixed order. A set-up that is wrong is a finding and no error
 * @throws {InvalidInputError} if there is neither an app nor a client, or an option is of the wrong type; nothing was sent
 * @throws {AbortError} if the signal was aborted
 * @throws {unknown} what a client's function of credentials throws
 *
 * @example
 * ```ts
 * import { checkSetup } from '@threads-sdk/check-setup';
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 *
 * const credentials = credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '');
 * const findings = await checkSetup({ client: createClient({ credentials }), credentials });
 * for (const { check, level, message, remedy } of findings) console.log(level, check, message, remedy ?? '');
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started
 * @category Check the set-up
 */
export async function checkSetup(options: SetupOptions): Promise<readonly SetupFinding[]> {
  checkInput('checkSetup', optionsSchema(), options);
  const { app, client, credentials, scopes, signal } = options;
  const request = signal ? { signal } : {};
  return Object.freeze([
    ...(app ? await checkApp(app, options.fetch ?? fetch, request) : []),
    ...(client ? await checkAccount({ client, credentials, scopes }, request) : []),
  ]);
}

function optionsSchema(): ReturnType<typeof inputObject> {
  const client = custom(
    (value) => typeof Object(Object(value).clock).now === 'function',
    'must be made by createClient',
  );
  return inputObject(
    {
      app: custom(isObject, 'must be an object'),
      client,
      credentials: custom(
        (value) => typeof Object(value).accessToken === 'string',
        'must be credentials, or an object with an accessToken',
      ),
      scopes: listOf(text),
      fetch: callable(),
      signal: abortSignal(),
    },
    [],
    {},
    [
      ['client', ({ app, client: user }) => app === undefined && user === undefined, 'is needed, or app'],
      [
        'credentials',
        ({ client: user, credentials }) => credentials !== undefined && user === undefined,
        'go with a client',
      ],
    ],
  );
}
