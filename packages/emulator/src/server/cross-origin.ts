import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/**
 * Lets pages of every origin call the API; the consent page is for people alone. Only preflights go to hono's middleware: it
 * sets the header before there is an answer, for which hono then makes a second `Response` of each.
 */
export function crossOrigin(): MiddlewareHandler {
  const preflight = cors();
  return async (c, next) => {
    if (c.req.path === '/oauth/authorize') return next();
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    await next();
    c.res.headers.set('access-control-allow-origin', '*');
    return undefined;
  };
}
