import type { Credentials } from './credentials.ts';

/**
 * Freezes checked fields and adds members that nobody enumerates, so that printing shows the token masked while a spread
 * copies plain data. The two symbols are the inspection hooks of Node, Bun and workerd, and of Deno.
 */
export function freezeCredentials(fields: Credentials): Credentials {
  const credentials: Credentials = {
    ...fields,
    scopes: Object.freeze([...fields.scopes]),
    expiration: new Date(fields.expiration),
  };
  const toJSON = (): object => ({ ...credentials, accessToken: '[redacted]' });
  const toString = (): string => `Credentials ${JSON.stringify(toJSON())}`;
  Object.defineProperties(credentials, {
    toJSON: { value: toJSON },
    toString: { value: toString },
    [Symbol.for('nodejs.util.inspect.custom')]: { value: toString },
    [Symbol.for('Deno.customInspect')]: { value: toString },
  });
  return Object.freeze(credentials);
}
