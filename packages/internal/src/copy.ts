/** A copy of plain objects and lists, however deep. All else in it, such as a file or a date, is the same. */
export function copyOf<Value>(value: Value): Value {
  const copied: unknown = Array.isArray(value)
    ? value.map((each: unknown) => copyOf(each))
    : isPlain(value)
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)]))
      : value;
  return copied as Value;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
