const maxDepth = 12;

/**
 * JSON with a line for each member, for people to read. What is no JSON, or was cut off, passes as it is as far as
 * possible: parsing it would fail, and would lose the digits of long ids.
 */
export function indentJson(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  let result = '';
  let depth = 0;
  let previous = '';
  const newLine = (): string => `\n${'  '.repeat(Math.min(Math.max(depth, 0), maxDepth))}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs)) {
    const opens = previous === '{' || previous === '[';
    if (token === '}' || token === ']') {
      depth -= 1;
      if (!opens) result += newLine();
    } else if (opens || previous === ',') {
      result += newLine();
    }
    if (token === '{' || token === '[') depth += 1;
    result += token === ':' ? ': ' : token;
    previous = token;
  }
  return result;
}
