/** The name of a parameter and its value. */
export type Pair = readonly [string, string];

/** A body and the headers that say what it is. */
export interface Encoded {
  readonly type: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** No body at all. */
export const none: Encoded = { type: {}, body: undefined };

/** As a query or a form. */
export const urlencoded = (form: readonly Pair[]): string =>
  new URLSearchParams(form.map(([key, value]) => [key, value])).toString();

const multipart = (form: readonly Pair[]): string =>
  `${form.map(([key, value]) => `--b\r\ncontent-disposition: form-data; name="${key.replaceAll(/[\r\n"]/g, '')}"\r\n\r\n${value}\r\n`).join('')}--b--\r\n`;

// Written by hand: an object of JavaScript cannot have a member `__proto__` of its own so easily.
const json = (form: readonly Pair[]): string =>
  `{${form.map(([key, value], index) => `${JSON.stringify(key)}:${index % 2 === 0 || !isJson(value) ? JSON.stringify(value) : value}`).join(',')}}`;

type Encoding = (form: readonly Pair[]) => Encoded;

const formType = 'application/x-www-form-urlencoded';
const partsType = 'multipart/form-data; boundary=b';
const jsonType = 'application/json';

const encoding =
  (
    type: string,
    write: (form: readonly Pair[]) => string,
    more: Readonly<Record<string, string>> = {},
  ): Encoding =>
  (form) => ({ type: { 'content-type': type, ...more }, body: write(form) });

/** The ways in which a body may come. */
export const wellFormed: readonly Encoding[] = [
  encoding(formType, urlencoded),
  encoding(partsType, multipart),
  encoding(jsonType, json),
];

/** Those in which it may not. */
export const malformed: readonly Encoding[] = [
  encoding(`${jsonType}; charset=utf-16`, (form) => `\uFEFF${json(form)}`),
  encoding(jsonType, (form) => json(form).slice(0, -3)),
  encoding(jsonType, (form) => form[0]?.[1] ?? '"'),
  encoding(`${formType}; charset=iso-8859-1`, (form) => form.flat().join('=%E4%&')),
  encoding(partsType, (form) => multipart(form).slice(0, -7)),
  encoding('multipart/form-data', multipart),
  encoding(partsType, multipart, { 'content-encoding': 'gzip' }),
  encoding('text/html', urlencoded),
  (form) => ({
    type: {},
    body: new TextEncoder().encode(form.flat().join('\0')).map((byte, index) => byte * 7 + index),
  }),
  () => none,
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
