import { createMemoryEventStore, handleWebhook, type WebhookOptions } from '@threads-sdk/webhooks';
import { describe, expect, it, vi } from 'vitest';
import { errorOf } from './error-of.ts';
import { appSecret, sign } from './sign.ts';

const envelope = {
  app_id: '1',
  topic: 'moderate',
  target_id: '2',
  time: 3,
  subscription_id: '4',
  has_uid_field: false,
};

const delivery = (...values: readonly object[]): string => JSON.stringify({ ...envelope, values });

function post(
  body: string,
  headers: Record<string, string> = { 'x-hub-signature-256': sign(body) },
): Request {
  return new Request('https://app.example/webhook', { method: 'POST', body, headers });
}

const silent: WebhookOptions = {
  appSecret,
  verifyToken: 'a word of yours',
  handleEvent: () => {},
  onError: () => {},
};

/** Options that collect what is refused. */
function collecting(changes: Partial<WebhookOptions> = {}): {
  options: WebhookOptions;
  codes: () => unknown[];
} {
  const errors: unknown[] = [];
  const options = { ...silent, onError: (error: unknown) => void errors.push(error), ...changes };
  return { options, codes: () => errors.map((error) => Object(error).code) };
}

/** A promise, and the function that resolves it. */
function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('handleWebhook', () => {
  it('handles the events after one that failed, and only that one again', async () => {
    const seen: string[] = [];
    const { options, codes } = collecting({
      store: createMemoryEventStore(),
      handleEvent: ({ field }) => {
        seen.push(field);
        if (field === 'two' && seen.length < 4)
          throw Object.assign(new Error('no'), { code: 'REQUEST_INVALID' });
      },
    });
    const body = delivery({ field: 'one' }, { field: 'two' }, { field: 'three' });
    expect((await handleWebhook(post(body), options)).status).toBe(500); // whatever code the app's own error has
    expect((await handleWebhook(post(body), options)).status).toBe(200);
    expect(seen).toEqual(['one', 'two', 'three', 'two']);
    expect(codes()).toEqual(['REQUEST_INVALID']);
  });

  it('takes a reply that names nobody for no reply of one’s own', async () => {
    const seen: unknown[] = [];
    const handleEvent: WebhookOptions['handleEvent'] = ({ type }) => void seen.push(type);
    const body = delivery({ field: 'replies', value: { id: '1', replied_to: { id: '2' } } });
    await handleWebhook(post(body), { ...silent, handleEvent, ignoreOwnReplies: true });
    expect(seen).toEqual(['reply']);
  });

  it('handles an event that comes twice at the same time once, and answers both alike', async () => {
    for (const outcome of ['done', 'failed']) {
      const gate = createGate();
      const memory = createMemoryEventStore();
      let arrived = 0;
      let calls = 0;
      const { options, codes } = collecting({
        store: {
          once: (key, handle) => {
            arrived += 1;
            if (arrived === 3) gate.open();
            return memory.once(key, handle);
          },
        },
        handleEvent: async () => {
          calls += 1;
          await gate.opened;
          if (outcome === 'failed') throw new Error(outcome);
        },
      });
      const body = delivery({ field: 'publish', value: { id: '1' } });
      const later = delivery({ field: 'publish', value: { id: '1', permalink: 'https://www.threads.com/' } });
      const answers = [body, body, later].map((each) => handleWebhook(post(each), options));
      const status = outcome === 'failed' ? 500 : 200;
      expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([status, status, status]);
      expect(calls).toBe(1);
      expect(codes()).toHaveLength(outcome === 'failed' ? 3 : 0);
    }
  });

  it('takes unknown events for the same only if they are so in every letter', async () => {
    const seen: unknown[] = [];
    const { options } = collecting({
      store: createMemoryEventStore(),
      handleEvent: ({ value }) => void seen.push(value),
    });
    const like = { field: 'likes', value: { id: '1', by: 'kenji' } };
    const another = { field: 'likes', value: { id: '1', by: 'ana' } };
    await handleWebhook(post(delivery(like, another, like)), options);
    expect(seen).toEqual([like.value, another.value]);
  });

  it('answers before the work is done where it can be handed on, and tells of its failure', async () => {
    const gate = createGate();
    const handedOn: Promise<void>[] = [];
    const done: string[] = [];
    const failure = new Error('too late');
    const errors: unknown[] = [];
    const body = delivery({ field: 'publish', value: { id: '1' } }, { field: 'delete', value: { id: '1' } });
    const answer = await handleWebhook(post(body), {
      ...silent,
      onError: (error) => void errors.push(error),
      handleEvent: async ({ field }) => {
        await gate.opened;
        if (field === 'publish') throw failure;
        done.push(field);
      },
      waitUntil: (work) => handedOn.push(work),
    });
    expect([answer.status, done, errors]).toEqual([200, [], []]);
    gate.open();
    expect(handedOn).toHaveLength(1);
    await expect(handedOn[0]).resolves.toBe(undefined); // so that nothing is left unhandled
    expect([done, errors]).toEqual([['delete'], [failure]]);
  });

  it('answers 500 if the store fails, and handles the event with the next attempt', async () => {
    const memory = createMemoryEventStore();
    const failure = new Error('the store is away');
    let attempts = 0;
    const seen: string[] = [];
    const { options, codes } = collecting({
      handleEvent: ({ field }) => void seen.push(field),
      store: {
        once: async (key, handle) => {
          expect(key).toMatch(/^[\da-f]{64}$/);
          attempts += 1;
          if (attempts === 1) throw failure;
          await memory.once(key, handle);
        },
      },
    });
    const body = delivery({ field: 'publish', value: { id: '1' } });
    expect((await handleWebhook(post(body), options)).status).toBe(500);
    expect(seen).toEqual([]);
    expect((await handleWebhook(post(body), options)).status).toBe(200);
    expect(seen).toEqual(['publish']);
    expect(codes()).toHaveLength(1);
  });

  it('waits for onError, prints what it throws, and answers the same', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue(); // kept out of the output
    const failure = new Error('the log is full');
    const away = new Error('the database is away');
    const heard: unknown[] = [];
    const options: WebhookOptions = {
      ...silent,
      handleEvent: () => {
        throw away;
      },
      onError: async (error) => {
        await Promise.resolve();
        heard.push(Object(error).code ?? error);
        throw failure;
      },
    };
    const event = delivery({ field: 'publish', value: { id: '1' } });
    expect((await handleWebhook(post('{}', {}), options)).status).toBe(401);
    expect((await handleWebhook(post(event), options)).status).toBe(500);
    expect(
      (await handleWebhook(new Request('https://app.example/', { method: 'PUT' }), options)).status,
    ).toBe(405);
    expect(heard).toEqual(['SIGNATURE_INVALID', away, 'REQUEST_INVALID']);
    expect(Object.isFrozen(away)).toBe(false);
    expect(print.mock.calls).toEqual(
      Array.from({ length: 3 }, () => ['@threads-sdk: onError failed.', failure]),
    );
  });

  const body = delivery({ field: 'publish', value: { id: '1' } });
  const challenge = 'hub.mode=subscribe&hub.challenge=1<b>&hub.verify_token=';

  it.each<[string, Request, number, string]>([
    ['no signature', post(body, {}), 401, 'SIGNATURE_INVALID'],
    ['SHA-1', post(body, { 'x-hub-signature': sign(body) }), 401, 'SIGNATURE_INVALID'],
    [
      'a body that was written again',
      post(JSON.stringify(JSON.parse(body), null, 1), { 'x-hub-signature-256': sign(body) }),
      401,
      'SIGNATURE_INVALID',
    ],
    ['no body', new Request('https://app.example/', { method: 'POST' }), 401, 'SIGNATURE_INVALID'],
    ['signed nonsense', post('nonsense'), 400, 'PAYLOAD_INVALID'],
    ['a signed form', post('a=1'), 400, 'PAYLOAD_INVALID'],
    ['another method', new Request('https://app.example/', { method: 'PUT', body }), 405, 'REQUEST_INVALID'],
    ['HEAD', new Request('https://app.example/', { method: 'HEAD' }), 405, 'REQUEST_INVALID'],
    [
      'a GET of somebody who looks around',
      new Request('https://app.example/webhook'),
      400,
      'REQUEST_INVALID',
    ],
    ['another token', new Request(`https://app.example/?${challenge}x`), 403, 'VERIFY_TOKEN_MISMATCH'],
  ])('refuses %s, and says so to the app', async (_, request, status, code) => {
    const { options, codes } = collecting({
      handleEvent: () => {
        throw new Error('this must not be reached');
      },
    });
    const answer = await handleWebhook(request, options);
    expect([answer.status, codes()]).toEqual([status, [code]]);
    expect(answer.headers.get('allow')).toBe(status === 405 ? 'GET, POST' : null);
    expect(await answer.text()).toBe(code);
  });

  it('answers the challenge as a text that no browser takes for a page', async () => {
    const url = `https://app.example/?${challenge}${encodeURIComponent(silent.verifyToken)}`;
    const answer = await handleWebhook(new Request(url), silent);
    expect([answer.status, await answer.text()]).toEqual([200, '1<b>']);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('says what is wrong with a body that was read before, and with the request of another framework', async () => {
    const read = post(body);
    await read.json();
    const locked = post(body);
    locked.body?.getReader();
    for (const request of [read, locked]) {
      const error = await errorOf(() => handleWebhook(request, silent));
      expect(error.message).toBe(
        'handleWebhook: invalid input. request: has been read already, or is being read; hand it on before anything reads its body',
      );
    }
    const incoming = {
      method: 'POST',
      url: '/webhook',
      headers: { 'x-hub-signature-256': sign(body) },
      body,
    };
    const refusal = await errorOf(() => Reflect.apply(handleWebhook, undefined, [incoming, silent]));
    expect(refusal.message).toContain('request: must be a Request of the Fetch standard');
  });
});
