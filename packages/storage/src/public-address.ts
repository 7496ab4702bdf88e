/** Whether an address can have keys behind it. */
export function isPublicUrl(value: unknown): value is string {
  if (typeof value !== 'string' || /[?#\s]/.test(value) || !URL.canParse(value)) return false;
  const { password, protocol, username } = new URL(value);
  return /^https?:$/.test(protocol) && username + password === '';
}

/** The address of a file below a public one. */
export function publicAddress(publicUrl: string, key: string): string {
  return `${publicUrl.replace(/\/$/, '')}/${encodePath(key)}`;
}

/** A key as the path of an address. Each part is encoded whole: a raw `+`, `?` or `#` would name another object. */
export function encodePath(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}
