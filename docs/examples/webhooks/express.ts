import { getRequestListener } from '@hono/node-server';
import express, { type Express, type RequestHandler } from 'express';
import { createHandlers, type Handler } from './handlers.ts';
import type { Settings } from './settings.ts';

export function createExpressApp(settings: Settings): Express {
  const { webhook, deauthorize, dataDeletion } = createHandlers(settings);
  const app = express();
  app.all('/webhook', raw(webhook));
  app.all('/deauthorize', raw(deauthorize));
  app.all('/data-deletion', raw(dataDeletion));

  app.use(express.json()); // only now: what it has read can no longer be verified
  return app;
}

/** A web-standard handler for Express, with the bytes as they come in. */
function raw(handler: Handler): RequestHandler {
  const listener = getRequestListener(handler, { overrideGlobalObjects: false });
  return (incoming, outgoing) => listener(incoming, outgoing);
}
