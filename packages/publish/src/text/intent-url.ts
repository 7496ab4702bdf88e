/** The address of a web intent. Only texts that are well-formed can be encoded. */
export function intentUrl(name: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encode(value)}`],
  );
  return [`https://www.threads.com/intent/${name}`, ...(pairs.length > 0 ? [pairs.join('&')] : [])].join('?');
}

/** Also what `encodeURIComponent` leaves, for addresses that stand in quotes or brackets. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Whether no surrogate stands alone. */
export function wellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
