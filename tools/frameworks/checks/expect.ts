/** Fails where something is not as it has to be. */
export function expectEqual<Value>(what: string, is: Value, should: Value): void {
  if (is !== should) throw new Error(`${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}.`);
}

/** Fails where a text lacks what it has to have. */
export function expectText(what: string, text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`${what} has no '${part}' in it:\n${text.slice(-4000)}`);
}
