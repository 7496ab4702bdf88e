/** A printed value as a text: texts as they are, errors with what they say, the rest as JSON. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return showError(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const above: unknown[] = [];
  const text = JSON.stringify(
    value,
    function replace(this: unknown, _key: string, member: unknown) {
      // What a member stands in is `this`: what is no longer around it has been left.
      while (above.length > 0 && above.at(-1) !== this) above.pop();
      if (typeof member === 'bigint') return `${member}n`;
      if (typeof member === 'function') return `[function ${member.name}]`;
      if (member instanceof Error) return showError(member);
      if (member instanceof Map || member instanceof Set) return [...member];
      if (typeof member !== 'object' || member === null) return member;
      if (above.includes(member)) return '[circular]';
      above.push(member);
      return member;
    },
    2,
  );
  return text;
}

/** An error with its code and what it advises, if it is one of the SDK. */
export function showError(error: Error): string {
  const { name, message } = error;
  const code = 'code' in error && typeof error.code === 'string' ? ` [${error.code}]` : '';
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? ` ${error.remedy}` : '';
  return `${name}${code}: ${message}${remedy}`;
}
