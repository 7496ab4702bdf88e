import { handleDataDeletion, handleDeauthorize, handleWebhook } from '@threads-sdk/webhooks';
import { describe, expect, it } from 'vitest';
import { appSecret, sign } from './sign.ts';

const errors: unknown[] = [];
const onError = (error: unknown): void => void errors.push(error);

const handlers = {
  handleWebhook: (request: Request, bodyTimeout = 60_000) =>
    handleWebhook(request, {
      appSecret,
      verifyToken: 'a word of yours',
      handleEvent: () => {},
      onError,
      bodyTimeout,
    }),
  handleDeauthorize: (request: Request, bodyTimeout = 60_000) =>
    handleDeauthorize(request, { appSecret, forgetUser: () => {}, onError, bodyTimeout }),
  handleDataDeletion: (request: Request, bodyTimeout = 60_000) =>
    handleDataDeletion(request, {
      appSecret,
      bodyTimeout,
      deleteUserData: () => ({ url: 'https://app.example/1', confirmation_code: '1' }),
      onError,
    }),
};

function stream(body: UnderlyingDefaultSource<unknown>): Request {
  const init = { method: 'POST', body: new ReadableStream(body, { highWaterMark: 0 }), duplex: 'half' };
  return new Request('https://app.example/', init);
}

/** Lets what is due by now happen: timers, and rejections that nobody has heard. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** The code that was told, the status, and how many bytes were read of 100 MB. */
async function sendMuch(handle: (request: Request) => Promise<Response>): Promise<unknown[]> {
  const chunk = new Uint8Array(64 * 1024);
  let sent = 0;
  let isCancelled = false;
  errors.length = 0;
  const { status } = await handle(
    stream({
      pull: (controller) => {
        controller.enqueue(chunk);
        sent += chunk.length;
        if (sent > 100_000_000) controller.close();
      },
      cancel: () => {
        isCancelled = true;
      },
    }),
  );
  return [status, errors.map((error) => Object(error).code), isCancelled, sent];
}

describe('a body', () => {
  it('of 100 MB is cut off at the limit', async () => {
    const refused = (bytes: number): unknown[] => [413, ['REQUEST_TOO_LARGE'], true, bytes + 64 * 1024];
    expect(await sendMuch(handlers.handleWebhook)).toEqual(refused(8 * 1024 * 1024));
    expect(await sendMuch(handlers.handleDeauthorize)).toEqual(refused(64 * 1024));
    expect(await sendMuch(handlers.handleDataDeletion)).toEqual(refused(64 * 1024));
  });

  it('of exactly the limit is taken', async () => {
    const body = `${'{"values":[]}'}${' '.repeat(8 * 1024 * 1024 - 13)}`;
    const headers = { 'x-hub-signature-256': sign(body) };
    const request = (text: string): Request =>
      new Request('https://app.example/', { method: 'POST', body: text, headers });
    expect((await handlers.handleWebhook(request(body))).status).toBe(200);
    expect((await handlers.handleWebhook(request(`${body} `))).status).toBe(413);
  });

  it.each(Object.entries(handlers))('that breaks off is refused by %s', async (_, handle) => {
    errors.length = 0;
    const broken = stream({ pull: (controller) => controller.error(new Error('reset')) });
    const strange = stream({ pull: (controller) => controller.enqueue('a text') });
    for (const request of [broken, strange]) expect((await handle(request)).status).toBe(400);
    expect(errors.map((error) => Object(error).code)).toEqual(['REQUEST_INVALID', 'REQUEST_INVALID']);
  });

  it.each(Object.entries(handlers))('that does not come to its end is given up by %s', async (_, handle) => {
    errors.length = 0;
    let isCancelled = false;
    const slow = stream({
      pull: async (controller) => {
        await nextTurn();
        if (!isCancelled) controller.enqueue(new Uint8Array(1));
      },
      cancel: () => {
        isCancelled = true;
      },
    });
    const silent = stream({ pull: () => new Promise(() => undefined) });
    for (const request of [silent, slow]) expect((await handle(request, 1)).status).toBe(408);
    expect(errors.map((error) => Object(error).code)).toEqual(['REQUEST_TIMED_OUT', 'REQUEST_TIMED_OUT']);
    expect(isCancelled).toBe(true);
  });

  it.each(Object.entries(handlers))(
    'whose stream cannot be cancelled harms nothing in %s',
    async (_, handle) => {
      errors.length = 0;
      const large = stream({
        pull: (controller) => controller.enqueue(new Uint8Array(9 * 1024 * 1024)),
        cancel: () => Promise.reject(new Error('cannot be cancelled')),
      });
      expect((await handle(large)).status).toBe(413); // and no rejection is left over, which would end the process
      await nextTurn();
    },
  );

  it('may come in pieces of any size', async () => {
    const body = new TextEncoder().encode('{"values":[{"field":"é"}]}');
    const fields: string[] = [];
    let offset = 0;
    const request = stream({
      pull: (controller) => {
        if (offset === body.length) return controller.close();
        controller.enqueue(body.slice(offset, offset + 1));
        offset += 1;
      },
    });
    request.headers.set('x-hub-signature-256', sign(body));
    const answer = await handleWebhook(request, {
      appSecret,
      verifyToken: 'a word of yours',
      handleEvent: ({ field }) => void fields.push(field),
      onError,
    });
    expect([answer.status, fields]).toEqual([200, ['é']]);
  });
});
