/** A JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the description says at `at` cannot be used; `remedy` tells what to write instead. */
export function refuse(at: string, problem: string, remedy: string): never {
  throw new Error(`${at}: ${problem}. ${remedy}`);
}

export function objectAt(value: unknown, at: string): JsonObject {
  if (isObject(value)) return value;
  return refuse(at, 'expected an object', 'Write a mapping here');
}

export function arrayAt(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return refuse(at, 'expected a list', 'Write a list here');
}

export function stringAt(value: unknown, at: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  return refuse(at, 'expected a text', 'Write a text here (in quotes, if it looks like a number or a date)');
}

export function optionalStringAt(value: unknown, at: string): string | undefined {
  return value === undefined ? undefined : stringAt(value, at);
}

export function stringsAt(value: unknown, at: string): readonly string[] {
  return arrayAt(value, at).map((entry, index) => stringAt(entry, `${at}[${index}]`));
}

export function optionalNumberAt(value: unknown, at: string): number | undefined {
  if (value === undefined || typeof value === 'number') return value;
  return refuse(at, 'expected a number', 'Write a number here');
}

export function flagAt(value: unknown, at: string): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  return refuse(at, 'expected true or false', 'Write true or leave it out');
}

/**
 * Refuses every key that the generator has no rule for, so that nothing in the description is dropped in silence.
 */
export function assertKnownKeys(object: JsonObject, known: readonly string[], at: string): void {
  const unknown = Object.keys(object).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  refuse(
    at,
    `the generator does not understand ${unknown.map((key) => `"${key}"`).join(', ')}`,
    `Express it with the keys it knows here (${known.join(', ')}), or teach packages/endpoints/generate the new one`,
  );
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
