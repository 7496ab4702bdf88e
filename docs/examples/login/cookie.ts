/** A cookie that no script reads, and that comes along when other sites link here, but not with their forms. */
export interface Cookie {
  /** Its value in a request. */
  read(request: Request): string | undefined;
  /** The `set-cookie` header that sets it; `maxAge` in seconds, 0 to remove it. */
  write(value: string, maxAge: number): string;
}

/** The values must be in characters that a cookie may hold: no spaces, quotes, commas, semicolons, backslashes. */
export function createCookie(name: string, { secure }: { secure: boolean }): Cookie {
  // With this prefix, browsers take the cookie from this very host over https only, not from a sibling of it.
  const start = `${secure ? '__Host-' : ''}${name}=`;
  return {
    read(request) {
      const cookies = request.headers.get('cookie')?.split('; ') ?? [];
      return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length);
    },
    write(value, maxAge) {
      const attributes = `Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax`;
      return `${start}${value}; ${attributes}${secure ? '; Secure' : ''}`;
    },
  };
}
