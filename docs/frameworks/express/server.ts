import cookieParser from 'cookie-parser';
import express, { type ErrorRequestHandler } from 'express';
import {
  completeAuthorization,
  createAuthorizationUrl,
  createMemoryJournal,
  expiresIn,
  isThreadsError,
  listThreads,
  publish,
  sealCredentials,
} from 'threads-sdk';
import { page } from './page.ts';
import { app, cookie, currentClient, scopes, sealing } from './session.ts';
import { webhook } from './webhook.ts';

const journal = createMemoryJournal(); // in production, one in your database

const server = express();
// Before anything that reads bodies.
server.all('/webhook', express.raw({ type: () => true, limit: '8mb' }), webhook);
server.use(cookieParser(), express.urlencoded());

server.get('/', async (request, response) => {
  const client = await currentClient(request);
  const posts = client && (await listThreads(client, { fields: ['text', 'permalink'], limit: 10 })).data;
  response.send(page(posts));
});

server.post('/', async (request, response) => {
  const client = await currentClient(request);
  if (client === undefined) return response.redirect(303, '/login');
  const { text, key }: Readonly<Record<string, unknown>> = request.body;
  // The same key is the same post: pressed twice, it goes out once.
  await publish(client, { text: String(text) }, { idempotencyKey: String(key), journal });
  response.redirect(303, '/');
});

server.get('/login', (_, response) => {
  const { url, state } = createAuthorizationUrl(app, { scopes });
  response.cookie('login', state, { ...cookie, maxAge: 600_000 }).redirect(url);
});

server.get('/callback', async (request, response) => {
  const state = String(request.cookies.login ?? 'none');
  response.clearCookie('login');
  try {
    const credentials = await completeAuthorization(app, { callbackUrl: request.originalUrl, state, scopes });
    const session = await sealCredentials(credentials, sealing);
    response.cookie('session', session, { ...cookie, maxAge: expiresIn(credentials) * 1000 }).redirect('/');
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    console.error(error); // for you; it holds no secret
    response.status(400).send('You are not logged in. Go back, and try again.');
  }
});

// Such as a token that Threads takes no more, or a text that is too long. Express knows it by its four parameters.
const sayThatItFailed: ErrorRequestHandler = (error, _request, response, _next) => {
  console.error(error); // for you
  response
    .status(500)
    .send('This did not work. <a href="/">Try again</a>, or <a href="/login">log in again</a>.');
};
server.use(sayThatItFailed);

const port = Number(new URL(app.redirectUri).port);
server.listen(port, 'localhost', () => console.log(`http://localhost:${port}`));
