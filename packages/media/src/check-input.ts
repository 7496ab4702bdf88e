import { InvalidInputError } from '@threads-sdk/errors';
import type { CheckMediaOptions } from './media-options.ts';

/** Refuses what `checkMedia` was called with, naming all faults at once. No value is shown: an address may be signed. */
export function checkInput(url: string, options: CheckMediaOptions): void {
  const { kind, signal, timeout = 1, allowPrivate = false, fetch, resolve } = options;
  const faults: readonly (readonly [isFault: boolean, path: string, message: string])[] = [
    [typeof url !== 'string' || !URL.canParse(url), 'url', 'must be a URL, with https:// in front'],
    [
      kind !== undefined && kind !== 'image' && kind !== 'video',
      'options.kind',
      "must be 'image' or 'video'",
    ],
    [signal !== undefined && !(signal instanceof AbortSignal), 'options.signal', 'must be an AbortSignal'],
    [
      !(typeof timeout === 'number' && timeout >= 1 && timeout < 2 ** 31),
      'options.timeout',
      'must be a number of milliseconds, 1 to 2147483647',
    ],
    [typeof allowPrivate !== 'boolean', 'options.allowPrivate', 'must be true or false'],
    [fetch !== undefined && typeof fetch !== 'function', 'options.fetch', 'must be a function'],
    [resolve !== undefined && typeof resolve !== 'function', 'options.resolve', 'must be a function'],
  ];
  const issues = faults.flatMap(([isFault, path, message]) => (isFault ? [{ path, message }] : []));
  if (issues.length > 0) throw new InvalidInputError('checkMedia', issues);
}
