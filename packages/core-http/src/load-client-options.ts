import { readEmulatorAddress, refuse } from '@threads-sdk/internal';
import type { HttpOptions } from './client.ts';

/**
 * Reads from environment variables where a client sends to: to the emulator whose address is `THREADS_EMULATOR`, or else to
 * Threads. So one program runs against both, without an edit. The SDK never reads the environment by itself, so pass it.
 *
 * @param env the variables, such as `process.env`, the `env` of a Worker, or `Deno.env.toObject()`
 * @returns options for `createClient`; none of them where `THREADS_EMULATOR` is missing or empty
 * @throws {InvalidInputError} if `THREADS_EMULATOR` is neither an http address of this machine nor an https one, or if
 *   `NODE_ENV` is `production` besides
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
  // Of an environment that holds other things too, as that of a Worker does, only the two are looked at.
  env:
    | Readonly<Record<string, string | undefined>>
    | { readonly THREADS_EMULATOR?: string | undefined; readonly NODE_ENV?: string | undefined },
): Pick<HttpOptions, 'baseUrl' | 'allowInsecure' | 'allowOtherHost'> {
  const { emulator, issues } = readEmulatorAddress(env);
  refuse('loadClientOptions', issues, {
    remedy:
      'THREADS_EMULATOR is what `npx @threads-sdk/emulator` prints. Without it, Threads itself is meant.',
  });
  if (emulator === undefined) return {};
  const { address: baseUrl, isPlain } = emulator;
  return isPlain ? { baseUrl, allowInsecure: true } : { baseUrl, allowOtherHost: true };
}
