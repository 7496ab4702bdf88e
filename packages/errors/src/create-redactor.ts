const placeholder = '[redacted]';

// What stays readable is group 1. Each part begins with a literal that its repeated parts cannot contain, and none looks
// at its surroundings: so matching is linear, and redacting twice changes nothing.
const secretShapes = (): string =>
  String.raw`TH(?:[\w-]{40,}|(?:\||%7C)\d+(?:\||%7C)[\w-]+)|` + // tokens of users and of apps
  // In URLs and forms, in JSON (also escaped in a text), and in Authorization headers; of the addresses of files, what signs them.
  String.raw`((?:access_token|client_secret|input_token|code|X-Amz-S[^=]{8,13})(?:=|\\*["']\s*:\s*\\*["'])|Bearer\s+)[^\s&,"'<>\\]+`;

/**
 * Makes a function that replaces secrets in a text with `[redacted]`: the given ones by value, in any case, as they are and in URI,
 * form, base64, base64url and JSON encoding, and unknown ones by the shape of Threads tokens and of the parameters that
 * carry secrets. Redacting twice changes nothing; the time is linear in the length of the text, whatever it contains.
 *
 * @param secrets the live secrets, e.g. access token, client secret, authorization code; `undefined` and `''` are ignored
 * @returns a function from a text to the text without secrets
 *
 * @example
 * ```ts
 * import { createRedactor } from '@threads-sdk/errors';
 *
 * const redact = createRedactor(['hunter2']);
 * console.log(redact('the password is hunter2')); // the password is [redacted]
 * console.log(redact('/me?access_token=abc&limit=1')); // /me?access_token=[redacted]&limit=1
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-5.3
 * @category Make an error
 */
export function createRedactor(secrets: Iterable<string | undefined>): (text: string) => string {
  const known = [...new Set([...secrets].flatMap((secret) => (secret ? encodingsOf(secret) : [])))]
    .toSorted((one, other) => other.length - one.length)
    .map((spelling) => spelling.replaceAll(/[^\w/]/g, String.raw`\$&`).replaceAll('/', String.raw`\\?/`));
  const secret = new RegExp([...known, secretShapes()].join('|'), 'gi');
  const redact = (text: string): string =>
    // What is already redacted is a border: a short secret such as 'act' must not be found inside the placeholder.
    text
      .split(placeholder)
      .map((part) => part.replaceAll(secret, (_, readable = '') => redact(readable) + placeholder))
      .join(placeholder);
  return redact;
}

/** Every spelling in which a secret is looked for: raw, URI, form, base64, base64url, and inside JSON. */
function encodingsOf(secret: string): readonly string[] {
  const form = new URLSearchParams({ '': secret }).toString().slice(1); // unlike encodeURIComponent it never throws
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(secret))).replaceAll('=', '');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    form,
    form.replaceAll('+', '%20').replaceAll(/%(?:21|27|28|29|7E)/g, decodeURIComponent), // as encodeURIComponent writes it
    base64, // the padded spelling contains it
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ];
}
