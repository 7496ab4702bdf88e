import express, { type Express, type RequestHandler } from 'express';
import { createHandlers, type Handler } from './handlers.ts';
import { createMetaCallbacks } from './meta-callbacks.ts';
import type { Settings } from './settings.ts';

export function createExpressApp(settings: Settings): Express {
  const { home, login, callback, logout } = createHandlers(settings);
  const { deauthorize, deleteData, deletionStatus } = createMetaCallbacks(settings);
  const { origin } = new URL(settings.app.redirectUri);
  const app = express();
  app.use(express.text({ type: 'application/x-www-form-urlencoded' }));
  app.get('/', raw(home));
  app.get('/login', raw(login));
  app.get('/callback', raw(callback));
  app.post('/logout', raw(logout));
  app.post('/deauthorize', raw(deauthorize));
  app.post('/data-deletion', raw(deleteData));
  app.get('/data-deletion', raw(deletionStatus));
  return app;

  /** A web-standard handler for Express. */
  function raw(handler: Handler): RequestHandler {
    return async ({ method, originalUrl, headers, body }, response) => {
      const { cookie = '' } = headers;
      const init = { method, headers: { cookie }, ...(method === 'POST' && { body }) };
      const answer = await handler(new Request(origin + originalUrl, init));
      response.status(answer.status);
      for (const [name, value] of answer.headers) response.append(name, value);
      response.end(await answer.text());
    };
  }
}
