import type { InputIssue } from '@threads-sdk/errors';
import { isLocalHttp } from './is-local-http.ts';

/**
 * Reads `THREADS_EMULATOR`, the address of an emulator that takes Meta's place.
 *
 * @param env the variables
 * @returns the address without a slash at its end, and whether it is one of plain http; nothing where none is set. And
 *   what is wrong with it: a program in production must not talk to an emulator because a variable was left behind.
 */
export function readEmulatorAddress(env: {
  readonly THREADS_EMULATOR?: string | undefined;
  readonly NODE_ENV?: string | undefined;
}): {
  readonly emulator?: { readonly address: string; readonly isPlain: boolean };
  readonly issues: readonly InputIssue[];
} {
  const path = 'THREADS_EMULATOR';
  const { [path]: value, NODE_ENV: mode } = env;
  if (value === undefined || value === '') return { issues: [] };
  const address = String(value).replace(/\/+$/, '');
  const isPlain = isLocalHttp(address);
  const isAddress = URL.canParse(address) && !/[\s?#@\\]/.test(address);
  const messages = [
    isAddress && (isPlain || /^https:/i.test(address))
      ? undefined
      : 'must be an http address of this machine, or an https one, such as http://127.0.0.1:4000',
    /^production$/i.test(mode ?? '')
      ? 'is set, and so is NODE_ENV=production: leave one of them out'
      : undefined,
  ];
  const issues = messages.flatMap((message) => (message === undefined ? [] : [{ path, message }]));
  return { emulator: { address, isPlain }, issues };
}
