// Next.js: this file is `app/[...path]/route.ts`, or its lines stand in `app/webhook/route.ts` and so on.
import { createHandlers, type Handler } from './handlers.ts';
import { readSettings } from './settings.ts';

export const GET: Handler = answer;
export const POST: Handler = answer;

async function answer(request: Request): Promise<Response> {
  const settings = readSettings(process.env); // per request: a build has no secrets
  const { webhook, deauthorize, dataDeletion } = createHandlers(settings);
  switch (new URL(request.url).pathname) {
    case '/webhook':
      return webhook(request);
    case '/deauthorize':
      return deauthorize(request);
    case '/data-deletion':
      return dataDeletion(request);
    default:
      return new Response('Not found', { status: 404 });
  }
}
