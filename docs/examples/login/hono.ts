import { Hono } from 'hono';
import { createHandlers } from './handlers.ts';
import { createMetaCallbacks } from './meta-callbacks.ts';
import type { Settings } from './settings.ts';

export function createHonoApp(settings: Settings): Hono {
  const { home, login, callback, logout } = createHandlers(settings);
  const { deauthorize, deleteData, deletionStatus } = createMetaCallbacks(settings);
  return new Hono()
    .get('/', ({ req }) => home(req.raw))
    .get('/login', ({ req }) => login(req.raw))
    .get('/callback', ({ req }) => callback(req.raw))
    .post('/logout', ({ req }) => logout(req.raw))
    .post('/deauthorize', ({ req }) => deauthorize(req.raw))
    .post('/data-deletion', ({ req }) => deleteData(req.raw))
    .get('/data-deletion', ({ req }) => deletionStatus(req.raw));
}
