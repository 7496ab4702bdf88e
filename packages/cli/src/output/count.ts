const numbers = new Intl.NumberFormat('en');

/** A number for people: `1,234`. */
export function count(value: number | undefined): string {
  return value === undefined ? '' : numbers.format(value);
}

/** So many of something: `1 post`, `2 posts`, `3 replies`. */
export function countOf(value: number, one: string, many: string = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
