import { Body, Controller, Get, Headers, Inject, Post } from '@nestjs/common';
import { type Client, createMemoryJournal, listThreads, publish } from 'threads-sdk';
import { threads } from './threads.js';

@Controller('posts')
export class PostsController {
  readonly #client: Client;
  readonly #journal = createMemoryJournal(); // in production, one in your database

  constructor(@Inject(threads) client: Client) {
    this.#client = client;
  }

  @Get()
  async list() {
    const { data } = await listThreads(this.#client, { fields: ['text', 'permalink'], limit: 10 });
    return data;
  }

  /** The same key is the same post: sent twice, it goes out once. */
  @Post()
  async publish(@Body('text') text: string, @Headers('idempotency-key') idempotencyKey: string) {
    return publish(this.#client, { text }, { idempotencyKey, journal: this.#journal });
  }
}
