import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { PostsController } from './posts.controller.js';
import { threadsProvider } from './threads.js';
import { ThreadsErrorFilter } from './threads-error.filter.js';
import { WebhookController } from './webhook.controller.js';

@Module({
  controllers: [PostsController, WebhookController],
  providers: [threadsProvider, { provide: APP_FILTER, useClass: ThreadsErrorFilter }],
})
export class AppModule {}
