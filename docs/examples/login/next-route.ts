// Next.js: this file is `app/[[...path]]/route.ts`, or its lines stand in `app/login/route.ts` and so on.
import { createHandlers, type Handler } from './handlers.ts';
import { createMetaCallbacks } from './meta-callbacks.ts';
import { readSettings } from './settings.ts';

export const GET: Handler = (request) => {
  const settings = readSettings(process.env); // per request: a build has no secrets
  const { home, login, callback } = createHandlers(settings);
  const { deletionStatus } = createMetaCallbacks(settings);
  return answer(request, {
    '/': home,
    '/login': login,
    '/callback': callback,
    '/data-deletion': deletionStatus,
  });
};

export const POST: Handler = (request) => {
  const settings = readSettings(process.env);
  const { logout } = createHandlers(settings);
  const { deauthorize, deleteData } = createMetaCallbacks(settings);
  return answer(request, {
    '/logout': logout,
    '/deauthorize': deauthorize,
    '/data-deletion': deleteData,
  });
};

async function answer(request: Request, handlers: Readonly<Record<string, Handler>>): Promise<Response> {
  const handler = handlers[new URL(request.url).pathname];
  return handler === undefined ? new Response('Not found', { status: 404 }) : handler(request);
}
