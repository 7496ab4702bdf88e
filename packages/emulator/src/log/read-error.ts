import type { RequestError } from './request-record.ts';
import { parseJson } from '../graph/parameters.ts';

/** The error that the text of an answer names, in any of the three shapes that Meta has for one. */
export function readError(text: string): RequestError | undefined {
  if (!/^\s*\{\s*"error/.test(text)) return undefined;
  const body = membersOf(parseJson(text));
  const error = typeof body['error'] === 'object' ? membersOf(body['error']) : body;
  const code = error['code'] ?? error['error_code'];
  const subcode = error['error_subcode'];
  const message = error['message'] ?? error['error_message'];
  if (typeof code !== 'number') return undefined;
  return {
    code,
    ...(typeof subcode === 'number' ? { subcode } : {}),
    message: typeof message === 'string' ? message : '',
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
