import type { Request, Response } from 'express';
import { createMemoryEventStore, handleWebhook } from 'threads-sdk';
import { app } from './session.ts';

const store = createMemoryEventStore(); // in production, one in your database: createKeyvEventStore

/** Takes what `express.raw` has read: the signature is that of the bytes. */
export async function webhook(request: Request, response: Response): Promise<void> {
  const { method, originalUrl } = request;
  const signature = request.get('x-hub-signature-256') ?? '';
  const answer = await handleWebhook(
    new Request(new URL(originalUrl, app.redirectUri), {
      method,
      headers: { 'x-hub-signature-256': signature },
      ...(method === 'POST' && { body: request.body }),
    }),
    {
      appSecret: app.clientSecret,
      verifyToken: process.env['THREADS_VERIFY_TOKEN'] ?? '',
      store,
      handleEvent: (event) => console.log('Threads says:', event.type),
      onError: console.error,
    },
  );
  response
    .status(answer.status)
    .type('text')
    .send(await answer.text());
}
