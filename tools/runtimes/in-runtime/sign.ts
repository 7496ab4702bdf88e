/** The HMAC-SHA256 of a text. */
export async function sign(text: string, secret: string): Promise<Uint8Array> {
  const encode = (part: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(part);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encode(secret), hmac, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text)));
}

/** `X-Hub-Signature-256` of a body. */
export async function signatureOf(body: string, secret: string): Promise<string> {
  const bytes = await sign(body, secret);
  return `sha256=${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** A `signed_request`. */
export async function signRequest(payload: string, secret: string): Promise<string> {
  const encoded = toBase64Url(payload);
  return `${toBase64Url(String.fromCharCode(...(await sign(encoded, secret))))}.${encoded}`;
}

/** A request to the app. */
export function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  const init = { method: 'POST', body, headers, duplex: 'half' };
  return new Request('https://app.example/', init);
}

/** A body of so many megabytes, made while it is read. */
export function endless(megabytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(1024 * 1024);
  let sent = 0;
  return new ReadableStream({
    pull: (controller) => {
      sent += 1;
      if (sent > megabytes) controller.close();
      else controller.enqueue(chunk);
    },
  });
}

/** An answer as `status text`. */
export async function textOf(answer: Response | Promise<Response>): Promise<string> {
  const response = await answer;
  return `${response.status} ${await response.text()}`.trim();
}

function toBase64Url(binary: string): string {
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
