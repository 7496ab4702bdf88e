import { Hono } from 'hono';
import { createHandlers } from './handlers.ts';
import type { Settings } from './settings.ts';

export function createHonoApp(settings: Settings): Hono {
  const { webhook, deauthorize, dataDeletion } = createHandlers(settings);
  return new Hono()
    .all('/webhook', ({ req }) => webhook(req.raw))
    .all('/deauthorize', ({ req }) => deauthorize(req.raw))
    .all('/data-deletion', ({ req }) => dataDeletion(req.raw));
}
