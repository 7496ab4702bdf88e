import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

async function start(): Promise<void> {
  const app = await NestFactory.create(AppModule, { rawBody: true }); // the signature of a webhook is that of the bytes
  await app.listen(process.env['PORT'] ?? 3000, 'localhost');
}

void start();
