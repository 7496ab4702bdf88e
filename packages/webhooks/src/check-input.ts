import { type InputIssue, InvalidInputError } from '@threads-sdk/errors';

/** A member of an input: its path, whether it is as it must be, and what it must be. Never its value: it may be secret. */
export type Rule = readonly [path: string, isMet: boolean, message: string];

/** @throws InvalidInputError with every rule that is not met */
export function checkInput(call: string, ...rules: readonly Rule[]): void {
  const issues = rules.flatMap(([path, isMet, message]): InputIssue[] => (isMet ? [] : [{ path, message }]));
  if (issues.length > 0) throw new InvalidInputError(call, issues);
}

export function bodyRule(body: unknown): Rule {
  return [
    'body',
    typeof body === 'string' || body instanceof Uint8Array,
    'must be the body as it came, bytes or text; what a JSON parser made of it cannot be verified',
  ];
}

/** HMAC fills a key up with NUL bytes, so that a secret and the same secret before a NUL would be one. */
export function secretRule(appSecret: unknown): Rule {
  const secrets: readonly unknown[] = Array.isArray(appSecret) ? appSecret : [appSecret];
  return [
    'appSecret',
    secrets.length > 0 && secrets.every((secret) => typeof secret === 'string' && /^[!-~]+$/.test(secret)),
    'must be the Threads app secret, or a list of them: visible ASCII characters without spaces',
  ];
}

export function textRule(path: string, value: unknown): Rule {
  return [path, typeof value === 'string' && value !== '', 'must be a text that is not empty'];
}

export function functionRule(path: string, value: unknown): Rule {
  return [path, typeof value === 'function', 'must be a function'];
}

export function requestRule(request: unknown): Rule {
  const { body, bodyUsed, headers, method, url } = Object(request);
  const isRequest =
    typeof url === 'string' && typeof method === 'string' && typeof Object(headers).get === 'function';
  return [
    'request',
    isRequest && bodyUsed !== true && Object(body).locked !== true,
    isRequest
      ? 'has been read already, or is being read; hand it on before anything reads its body'
      : 'must be a Request of the Fetch standard',
  ];
}
