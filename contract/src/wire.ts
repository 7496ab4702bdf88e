import { Skip, type Facts } from './answer.ts';

/** What came back, as it came. */
export interface Wire {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the body, or its text where it is none. */
  readonly body: unknown;
}

/** An error of the API. */
export interface WireError {
  readonly code?: number;
  readonly subcode?: number;
  readonly type?: string;
  readonly message?: string;
  readonly transient?: boolean;
  readonly members: readonly string[];
}

/** The error in an answer, in the usual envelope or flat, as the code exchange has it. */
export function errorOf({ body }: Wire): WireError | undefined {
  const envelope = pick(body, 'error');
  const error = isObject(envelope) ? envelope : isObject(body) && 'error_message' in body ? body : undefined;
  if (error === undefined) return undefined;
  const code = error['code'];
  const subcode = error['error_subcode'];
  const type = error['type'] ?? error['error_type'];
  const message = error['message'] ?? error['error_message'];
  const transient = error['is_transient'];
  return {
    ...(typeof code === 'number' && { code }),
    ...(typeof subcode === 'number' && { subcode }),
    ...(typeof type === 'string' && { type }),
    ...(typeof message === 'string' && { message }),
    ...(typeof transient === 'boolean' && { transient }),
    members: Object.keys(error),
  };
}

/** An answer in the words of a report. */
export function describeWire(wire: Wire): Facts {
  const error = errorOf(wire);
  if (error === undefined) return { status: wire.status };
  const { members: _, ...facts } = error;
  return { status: wire.status, ...facts };
}

/** What the emulator answers to a call that it refuses. */
export interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly subcode?: number;
  readonly message?: string;
}

/** Whether an answer is this refusal: status, code and subcode, and the sentence where it is known. */
export function isRefusal(wire: Wire, { status, code, subcode, message }: Refusal): boolean {
  const error = errorOf(wire);
  return (
    wire.status === status &&
    error?.code === code &&
    error.subcode === subcode &&
    (message === undefined || error.message?.includes(message) === true)
  );
}

/** `400, 100/33`. */
export function describeRefusal({ status, code, subcode, message }: Refusal): string {
  const codes = subcode === undefined ? `code ${code}` : `${code}/${subcode}`;
  return `${status}, ${codes}${message === undefined ? '' : `, “${message}”`}`;
}

/** The body of an answer that has to be none of an error; a check cannot go on without it. */
export function bodyOf(wire: Wire): unknown {
  const error = errorOf(wire);
  if (error === undefined && wire.status === 200) return wire.body;
  if (error?.code === 10) throw new Skip('The API says that the token lacks a permission.');
  const codes = [error?.code, error?.subcode].filter((code) => code !== undefined).join('/');
  throw new Skip(`What it builds on was refused: ${wire.status}${codes === '' ? '' : `, ${codes}`}.`);
}

/** The value at a path of members and indexes. */
export function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return typeof key === 'number' ? inner.at(key) : undefined;
    return isObject(inner) && typeof key === 'string' && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}

/** The items of a list's answer. */
export function itemsOf(body: unknown): readonly unknown[] {
  const data = pick(body, 'data');
  return Array.isArray(data) ? data : [];
}

/** A text at a path; without it, a check cannot go on. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = pick(value, ...path);
  if (typeof found === 'string' && found !== '') return found;
  throw new Skip(`The answer has no ${path.join('.')}.`);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The names of an object's members. */
export function membersOf(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

/** `a list`, the names of an object's members, or `absent`. */
export function shapeOf(value: unknown): string | readonly string[] {
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? Object.keys(value) : 'absent';
}
