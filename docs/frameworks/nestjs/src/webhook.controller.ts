import { All, Controller, type RawBodyRequest, Req, Res } from '@nestjs/common';
import type { Request as Incoming, Response as Outgoing } from 'express';
import { createMemoryEventStore, handleWebhook } from 'threads-sdk';

@Controller('webhook')
export class WebhookController {
  readonly #store = createMemoryEventStore(); // in production, one in your database: createKeyvEventStore

  @All()
  async receive(@Req() incoming: RawBodyRequest<Incoming>, @Res() outgoing: Outgoing): Promise<void> {
    const { method, originalUrl, rawBody } = incoming;
    const headers = { 'x-hub-signature-256': incoming.get('x-hub-signature-256') ?? '' };
    const body = method === 'POST' && rawBody !== undefined ? { body: new Uint8Array(rawBody) } : {};
    const request = new Request(new URL(originalUrl, 'http://localhost'), { method, headers, ...body });
    const answer = await handleWebhook(request, {
      appSecret: process.env['THREADS_API_SECRET'] ?? '',
      verifyToken: process.env['THREADS_VERIFY_TOKEN'] ?? '',
      store: this.#store,
      handleEvent: (event) => console.log('Threads says:', event.type),
      onError: console.error,
    });
    outgoing
      .status(answer.status)
      .type('text')
      .send(await answer.text());
  }
}
