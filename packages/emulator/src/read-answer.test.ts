import { describe, expect, it } from 'vitest';
import { readAnswer, readError } from './read-answer.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('reading an answer for the log', () => {
  it('leaves the whole body to the caller', async () => {
    const response = new Response('{"text":"é"}');
    expect(await readAnswer(response, 1000)).toBe('{"text":"é"}');
    expect(response.bodyUsed).toBe(false);
    expect(await response.text()).toBe('{"text":"é"}');
  });

  it('stops at its limit and leaves the rest to the caller', async () => {
    let chunks = 0;
    const response = new Response(
      new ReadableStream({
        pull(controller) {
          chunks += 1;
          if (chunks > 100) controller.close();
          else controller.enqueue(bytes('0123456789'));
        },
      }),
    );
    expect(await readAnswer(response, 20)).toBe('01234567890123456789');
    expect((await response.text()).length).toBe(1000);
  });

  it('wants nothing more once it has read enough', async () => {
    let cancelled = false;
    const response = new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(bytes('0123456789')),
        cancel: () => {
          cancelled = true;
        },
      }),
    );
    await readAnswer(response, 20);
    await response.body?.cancel();
    expect(cancelled).toBe(true);
  });

  it('takes what is there of a body that never ends, which the caller can still cancel', async () => {
    let cancelled = false;
    const response = new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(bytes('{"id":')),
        cancel: () => {
          cancelled = true;
        },
      }),
    );
    expect(await readAnswer(response, 1000)).toBe('{"id":');
    await response.body?.cancel();
    expect(cancelled).toBe(true);
  });

  it('takes what came of a body that breaks off, which the caller sees break', async () => {
    let pulled = false;
    const response = new Response(
      new ReadableStream({
        pull(controller) {
          if (pulled) controller.error(new TypeError('terminated'));
          else controller.enqueue(bytes('{"id":'));
          pulled = true;
        },
      }),
    );
    expect(await readAnswer(response, 1000)).toBe('{"id":');
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

describe('the error of an answer', () => {
  it.each([
    [
      '{"error":{"message":"No","type":"OAuthException","code":24,"error_subcode":4279009}}',
      { code: 24, subcode: 4279009, message: 'No' },
    ],
    ['{"error_type":"OAuthException","code":400,"error_message":"No"}', { code: 400, message: 'No' }],
    ['{"error_message":"URL Blocked","error_code":1349168}', { code: 1349168, message: 'URL Blocked' }],
    ['{"error":null}', undefined],
    ['{"error":{"message":"cut o', undefined],
    ['{"data":{"error":{"code":190,"message":"nested"}}}', undefined],
    ['<h1>Bad Gateway</h1>', undefined],
  ])('is read from %s', (text, error) => {
    expect(readError(text)).toEqual(error);
  });
});
