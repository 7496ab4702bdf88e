import { callable, custom, matching } from '@threads-sdk/internal';
import type * as v from 'valibot';

export const bodyFault =
  'must be the body as it came, bytes or text; what a JSON parser made of it cannot be verified';

/** Whether it can be the body of a delivery. */
export function isBody(body: unknown): boolean {
  return typeof body === 'string' || body instanceof Uint8Array;
}

export const secretFault =
  'must be the Threads app secret, or a list of them: visible ASCII characters without spaces';

/** HMAC fills a key up with NUL bytes, so that a secret and the same secret before a NUL would be one. */
export function isSecret(appSecret: unknown): boolean {
  const secrets: readonly unknown[] = [appSecret].flat();
  return (
    secrets.length > 0 && secrets.every((secret) => typeof secret === 'string' && /^[!-~]+$/.test(secret))
  );
}

export function secretSchema(): v.GenericSchema {
  return custom(isSecret, secretFault);
}

export const filledTextSchema: v.GenericSchema<string> = /* @__PURE__ */ matching(
  /./s,
  'must be a text that is not empty',
);

/** A request whose body nobody has read. */
export function requestSchema(): v.GenericSchema {
  return custom(
    (request) => isRequest(request) && request.bodyUsed !== true && Object(request.body).locked !== true,
    (input) =>
      isRequest(input)
        ? 'has been read already, or is being read; hand it on before anything reads its body'
        : 'must be a Request of the Fetch standard',
  );
}

function isRequest(value: unknown): value is Request {
  const { headers, method, url } = Object(value);
  return typeof url === 'string' && typeof method === 'string' && typeof Object(headers).get === 'function';
}

/** What every function about signed requests takes; all but `appSecret` may be left out. */
export function signedRequestEntries(): v.ObjectEntries {
  return {
    appSecret: secretSchema(),
    maxAge: custom(
      (maxAge) => typeof maxAge === 'number' && maxAge >= 0,
      'must be milliseconds from 0 on, or Infinity',
    ),
    now: callable(),
  };
}

/** Milliseconds until a body has to be there, as a timer takes them. */
export function bodyTimeoutSchema(): v.GenericSchema {
  return custom(
    (value) => typeof value === 'number' && /^[1-9]\d{0,8}$/.test(String(value)),
    'must be whole milliseconds',
  );
}
