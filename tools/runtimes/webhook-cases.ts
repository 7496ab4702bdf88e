import {
  createMemoryEventStore,
  handleDataDeletion,
  handleDeauthorize,
  handleWebhook,
} from '@threads-sdk/webhooks';

const appSecret = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const verifyToken = 'a word of yours';

/** Sends a webhook and the callbacks what Meta sends, and what others might. */
export async function runWebhookCases(): Promise<Record<string, unknown>> {
  const store = createMemoryEventStore();
  const handled: string[] = [];
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(Object(error).code);

  const webhook = (request: Request): Promise<string> =>
    textOf(
      handleWebhook(request, {
        appSecret: ['the-next-secret', appSecret],
        verifyToken,
        store,
        onEvent: (event) => {
          if (event.type === 'reply') handled.push(`reply ${event.value.id} ${event.value.text}`);
        },
        onError,
      }),
    );
  const verify = (token: string): Promise<string> => {
    const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': token };
    return webhook(new Request(`https://app.example/webhook?${new URLSearchParams(query)}`));
  };

  const body = String.raw`{ "values":[{"field":"replies","value":{"id":9007199254740993,"text":"\u00e9 \/ 日 \ud83d\ude8b \"id\":1"}}]}`;
  const signature = `sha256=${toHex(await sign(body))}`;
  const deliver = (text: string): Promise<string> =>
    webhook(post(text, { 'x-hub-signature-256': signature }));

  const common = { appSecret, onError };
  const issued_at = Math.floor(Date.now() / 1000);
  const payload = `{"algorithm":"HMAC-SHA256","issued_at":${issued_at},"user_id":17841405793187219}`;
  const old = '{"algorithm":"HMAC-SHA256","issued_at":1,"user_id":"1"}';
  const deleteData = async (signed: string): Promise<string> =>
    textOf(
      handleDataDeletion(post(new URLSearchParams({ signed_request: signed })), {
        ...common,
        onDataDeletion: ({ user_id }) => ({
          url: `https://app.example/deletions/${user_id}`,
          confirmation_code: '1',
        }),
      }),
    );

  // One after the other, as they are written.
  return {
    'webhook is verified': await verify(verifyToken),
    'webhook with another token': await verify('another'),
    'delivery as it came': await deliver(body),
    'delivery written again': await deliver(JSON.stringify(JSON.parse(body))),
    'delivery that comes twice': await deliver(body),
    'delivery of 100 MB': await webhook(post(endless(100))),
    'events that were handled': handled,
    'data deletion': await deleteData(await signRequest(payload)),
    'data deletion that somebody signed': await deleteData(await signRequest(payload, 'another')),
    'deauthorization from long ago': await textOf(
      handleDeauthorize(post(new URLSearchParams({ signed_request: await signRequest(old) })), {
        ...common,
        onDeauthorize: () => {},
      }),
    ),
    'errors of webhooks': errors,
  };
}

async function textOf(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  return `${response.status} ${await response.text()}`;
}

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  const init = { method: 'POST', body, headers, duplex: 'half' };
  return new Request('https://app.example/', init);
}

/** A body of so many megabytes, made while it is read. */
function endless(megabytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
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

async function sign(text: string, secret = appSecret): Promise<Uint8Array> {
  const encode = (part: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(part);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encode(secret), hmac, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text)));
}

async function signRequest(payload: string, secret?: string): Promise<string> {
  const encoded = toBase64Url(payload);
  return `${toBase64Url(String.fromCharCode(...(await sign(encoded, secret))))}.${encoded}`;
}

function toBase64Url(binary: string): string {
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
