import type { Parameters } from '../graph/parameters.ts';
import type { Store } from '../model/store.ts';

const mask = '[masked]';

const secretParameters: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'access_token',
  'client_secret',
  'code',
  'input_token',
]);

/** The parameters for the log: a secret is masked by its name, and by its value wherever else it was put. */
export function maskParameters(store: Store, parameters: Parameters): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...parameters].map(([name, values]) => [
      maskSecrets(store, name),
      maskSecrets(store, maskParameter(name, values.join(','))),
    ]),
  );
}

const secretHeaders: ReadonlySet<string> = /* @__PURE__ */ new Set(['cookie', 'proxy-authorization']);

/** The headers for the log. */
export function maskHeaders(store: Store, headers: Headers): Readonly<Record<string, string>> {
  const masked: Record<string, string> = {};
  for (const [name, value] of headers) {
    // Which scheme is used is no secret, but what stands in its place may be.
    if (name === 'authorization')
      masked[name] = value.replace(/^((?:Bearer|Basic|Digest|OAuth|Token)\s+)?.*$/is, `$1${mask}`);
    else masked[name] = secretHeaders.has(name) ? mask : maskEncoded(store, value);
  }
  return masked;
}

/** A parameter's value as it may be shown, judged by its name alone. */
export function maskParameter(name: string, value: string): string {
  return secretParameters.has(name) ? mask : value;
}

// A member of JSON, also inside a string of JSON, or a parameter of a URL. `code` is not among them: in answers it is
// the number of an error. It begins at the `_`, which answers have few of: a search for three names takes thrice as long.
const namedSecret = /((?<=access|client|input)_(?:token|secret)(?:\\*"\s*:\s*\\*"|=|%3D))[^"&\s\\]+/gi;

// Whatever looks like a token of Threads or like an authorization code, also one that was not issued here; an app's token
// has bars in it. Shapes, because looking up every word of every answer would take longer than making the answer.
const secretShape = /(?:TH|AQ)[A-Za-z0-9_-]{40,}|TH(?:\||%7[Cc])\d+(?:\||%7[Cc])[A-Za-z0-9_-]+/g;

/** A text for the log, with every token, secret and authorization code in it masked. */
export function maskSecrets({ app: { clientSecret } }: Store, text: string): string {
  const masked = text.replaceAll(namedSecret, `$1${mask}`).replaceAll(secretShape, mask);
  return clientSecret === '' ? masked : masked.replaceAll(clientSecret, mask);
}

/** A path or a header for the log, masked also where a secret in it is percent-encoded: then it is shown decoded. */
export function maskEncoded(store: Store, text: string): string {
  const masked = maskSecrets(store, text);
  if (!masked.includes('%')) return masked;
  // Secrets are ASCII, and what else is encoded, or is so wrongly, hides none.
  const decoded = masked.replaceAll(/%([2-7][\da-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const decodedMasked = maskSecrets(store, decoded);
  return decodedMasked === decoded ? masked : decodedMasked;
}
