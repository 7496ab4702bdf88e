/** Where to go after the login: a path of this site, whatever the link said, in characters that a cookie may hold. */
export function returnPath(text: string | null): string {
  // `//host` and `/\host` lead to other sites, and so does `/<tab>/host`, since browsers drop tabs and line ends.
  return text !== null && /^\/(?!\/)[!$-+\--:<-[\]-~]{0,1000}$/.test(text) ? text : '/';
}
