/** Every spelling in which a secret is looked for: raw, URI, form, base64, base64url, and inside JSON. */
export function encodingsOf(secret: string): readonly string[] {
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
