/** Headers and body of an answer to what never reaches the emulator; a client of the API finds the sentence where it looks. */
export function refusal(sentence: string): {
  readonly headers: Record<string, string>;
  readonly body: string;
} {
  const body = `${JSON.stringify({ error: { message: sentence } })}\n`;
  const length = String(Buffer.byteLength(body));
  return { headers: { 'content-type': 'application/json', 'content-length': length }, body };
}

/** The same as bytes, where there is no server that would write them. */
export function refusalBytes(status: string, sentence: string): string {
  const { headers, body } = refusal(sentence);
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${[`HTTP/1.1 ${status}`, ...lines].join('\r\n')}\r\n\r\n${body}`;
}
