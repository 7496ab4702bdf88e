/** What S3 says in place of an answer. */
export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Elements beside code and message, as S3 has them for this code. */
  readonly details: Readonly<Record<string, string | number>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    details: S3Refusal['details'] = {},
    headers: S3Refusal['headers'] = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

/** One element of XML, its text escaped. */
export function element(name: string, value: string | number | boolean): string {
  const escaped = String(value).replaceAll(
    /[&<>"]|\p{Cc}/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
  return `<${name}>${escaped}</${name}>`;
}

/** The text of a refusal, as S3 sends it. */
export function writeRefusal(refusal: S3Refusal, path: string, requestId: string): string {
  const elements = {
    Code: refusal.code,
    Message: refusal.message,
    ...refusal.details,
    Resource: path,
    RequestId: requestId,
    HostId: 'stub',
  };
  const inside = Object.entries(elements).map(([name, value]) => element(name, value));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inside.join('')}</Error>`;
}
