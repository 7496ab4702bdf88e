import { callable } from '@threads-sdk/internal';
import * as v from 'valibot';

/** The body of a delivery. */
export function bodySchema(): v.GenericSchema {
  return v.custom(
    (body) => typeof body === 'string' || body instanceof Uint8Array,
    'must be the body as it came, bytes or text; what a JSON parser made of it cannot be verified',
  );
}

/** HMAC fills a key up with NUL bytes, so that a secret and the same secret before a NUL would be one. */
export function secretSchema(): v.GenericSchema {
  return v.custom((appSecret) => {
    const secrets: readonly unknown[] = Array.isArray(appSecret) ? appSecret : [appSecret];
    return (
      secrets.length > 0 && secrets.every((secret) => typeof secret === 'string' && /^[!-~]+$/.test(secret))
    );
  }, 'must be the Threads app secret, or a list of them: visible ASCII characters without spaces');
}

/** A text that is not empty. */
export function textSchema(): v.GenericSchema {
  return v.pipe(v.string(), v.nonEmpty('must not be empty'));
}

/** A request whose body nobody has read. */
export function requestSchema(): v.GenericSchema {
  return v.pipe(
    v.custom<Request>((request) => {
      const { headers, method, url } = Object(request);
      return (
        typeof url === 'string' && typeof method === 'string' && typeof Object(headers).get === 'function'
      );
    }, 'must be a Request of the Fetch standard'),
    v.check(
      ({ body, bodyUsed }) => bodyUsed !== true && Object(body).locked !== true,
      'has been read already, or is being read; hand it on before anything reads its body',
    ),
  );
}

/** What every function about signed requests takes. */
export function signedRequestEntries(): v.ObjectEntries {
  return {
    appSecret: secretSchema(),
    maxAge: v.optional(
      v.custom(
        (maxAge) => typeof maxAge === 'number' && maxAge >= 0,
        'must be milliseconds from 0 on, or Infinity',
      ),
    ),
    now: v.optional(callable()),
  };
}
