import { isObject, readJson } from '@threads-sdk/internal';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { Origin } from './origin.ts';

/**
 * Sends a request to the control API of an emulator that runs, and gives the members of the answer.
 *
 * @throws {CommandError} if no emulator answers there, or it refuses
 */
export async function askEmulator(
  { name }: Origin,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: object | undefined,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${name}/__emulator/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    const { code, message } = Object(Object(error).cause ?? error);
    throw new CommandError(
      exitCodes.refused,
      `No emulator answers at ${name} (${code ?? message}).`,
      'Start one in another terminal with `threads emulator`, or name its address: --emulator http://127.0.0.1:4001.',
    );
  });
  const answer = readJson(await response.text());
  if (response.ok && isObject(answer)) return { ...answer };
  const { error }: { readonly error?: unknown } = Object(answer);
  const { message }: { readonly message?: unknown } = Object(error);
  throw new CommandError(
    exitCodes.refused,
    `The emulator at ${name} answered with ${response.status}${typeof message === 'string' ? `: ${message}` : '.'}`,
    'Write its address as `threads emulator` prints it, without a path.',
  );
}
