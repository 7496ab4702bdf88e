/** Whether a text mentions a user: `@` and the whole name, in any case. */
export function mentions(text: string, username: string): boolean {
  return new RegExp(`(?<![\\w.])@${username.replaceAll('.', '\\.')}(?![\\w]|\\.\\w)`, 'i').test(text);
}
