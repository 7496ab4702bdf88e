import type { InputIssue } from '@threads-sdk/errors';
import { readEmulatorAddress, refuse } from '@threads-sdk/internal';
import type { HttpOptions } from './client.ts';
import { printCalls } from './print-calls.ts';

/**
 * Reads from environment variables where a client sends to: to the emulator whose address is `THREADS_EMULATOR`, or else to
 * Threads. So one program runs against both, without an edit. And with `THREADS_DEBUG=1` the client prints what it sends and what
 * is answered, see {@link printCalls}. The SDK never reads the environment by itself, so pass it.
 *
 * @param env the variables, such as `process.env`, the `env` of a Worker, or `Deno.env.toObject()`
 * @returns options for `createClient`; none of them where the variables are missing or empty
 * @throws {InvalidInputError} if `THREADS_EMULATOR` is neither an http address of this machine nor an https one, or if
 *   `NODE_ENV` is `production` besides; if `THREADS_DEBUG` is neither `1` nor `0`, `true` nor `false`
 *
 * @example
 * ```ts
 * import { type Client, createClient, loadClientOptions } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 *
 * export function clientFor(savedCredentials: string): Client {
 *   const credentials = credentialsFromJson(savedCredentials);
 *   return createClient({ ...loadClientOptions(process.env), credentials });
 * }
 * ```
 *
 * @category Make a client
 */
export function loadClientOptions(
  // Of an environment that holds other things too, as that of a Worker does, only these are looked at.
  env:
    | Readonly<Record<string, string | undefined>>
    | {
        readonly THREADS_EMULATOR?: string | undefined;
        readonly THREADS_DEBUG?: string | undefined;
        readonly NODE_ENV?: string | undefined;
      },
): Pick<HttpOptions, 'baseUrl' | 'allowInsecure' | 'allowOtherHost' | 'debug'> {
  const { emulator, issues } = readEmulatorAddress(env);
  refuse('loadClientOptions', [...issues, ...debugIssues(env.THREADS_DEBUG)], {
    remedy:
      'THREADS_EMULATOR is what `npx @threads-sdk/emulator` prints; without it, Threads itself is meant. THREADS_DEBUG=1 prints each call.',
  });
  const debug = /^(1|true)$/i.test(env.THREADS_DEBUG ?? '') ? { debug: printCalls() } : {};
  if (emulator === undefined) return debug;
  const { address: baseUrl, isPlain } = emulator;
  return { ...debug, baseUrl, ...(isPlain ? { allowInsecure: true } : { allowOtherHost: true }) };
}

function debugIssues(value: string | undefined): readonly InputIssue[] {
  return /^(1|0|true|false|)$/i.test(value ?? '')
    ? []
    : [{ path: 'THREADS_DEBUG', message: 'must be 1 or 0' }];
}
