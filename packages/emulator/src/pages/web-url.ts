/**
 * The address that a page may link to or load, or nothing for anything but http and https: posts hold hostile text,
 * and escaping does not defuse `javascript:`.
 */
export function webUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}
