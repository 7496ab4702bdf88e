import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import {
  completeAuthorization,
  createAuthorizationUrl,
  createKeyvEventStore,
  expiresIn,
  handleWebhook,
  isThreadsError,
  listThreads,
  loadApp,
  publish,
  sealCredentials,
} from 'threads-sdk';
import { cookie, currentClient, type Env, scopes, sealing } from './session';

const app = new Hono<{ Bindings: Env }>();

app.get('/', async (context) => {
  const client = await currentClient(context);
  if (client === undefined) return context.html(<a href="/login">Log in with Threads</a>);
  const { data } = await listThreads(client, { fields: ['text', 'permalink'], limit: 10 });
  return context.html(
    <>
      <form method="post">
        <textarea name="text" aria-label="Text" maxlength={500} required />
        <button>Post</button>
      </form>
      <ul>
        {data.map(({ text, permalink }) => (
          <li>
            <a href={permalink}>{text}</a>
          </li>
        ))}
      </ul>
    </>,
  );
});

app.post('/', csrf(), async (context) => {
  const client = await currentClient(context);
  if (client === undefined) return context.redirect('/login', 303);
  const { text } = await context.req.parseBody();
  await publish(client, { text: String(text) }); // with media, or never twice: in steps, with a journal
  return context.redirect('/', 303);
});

app.get('/login', (context) => {
  const { url, state } = createAuthorizationUrl(loadApp(context.env), { scopes });
  setCookie(context, 'login', state, { ...cookie(context.env), maxAge: 600 });
  return context.redirect(url);
});

app.get('/callback', async (context) => {
  const { env } = context;
  const state = getCookie(context, 'login') ?? 'none';
  deleteCookie(context, 'login');
  try {
    const credentials = await completeAuthorization(loadApp(env), {
      callbackUrl: context.req.url,
      state,
      scopes,
    });
    const session = await sealCredentials(credentials, sealing(env));
    setCookie(context, 'session', session, { ...cookie(env), maxAge: expiresIn(credentials) });
    return context.redirect('/');
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    console.error(error); // for you; it holds no secret
    return context.text('You are not logged in. Go back, and try again.', 400);
  }
});

app.all('/webhook', ({ env, executionCtx, req }) =>
  handleWebhook(req.raw, {
    appSecret: env.THREADS_API_SECRET,
    verifyToken: env.THREADS_VERIFY_TOKEN,
    store: createKeyvEventStore({
      get: (key) => env.EVENTS.get(key),
      set: (key, value, ttl = 172_800_000) => env.EVENTS.put(key, value, { expirationTtl: ttl / 1000 }),
    }),
    handleEvent: (event) => console.log('Threads says:', event.type),
    waitUntil: (work) => executionCtx.waitUntil(work), // answers first
    onError: console.error,
  }),
);

// Such as a token that Threads takes no more, or a text that is too long.
app.onError((error, context) => {
  console.error(error); // for you
  return context.html(
    <p>
      This did not work. <a href="/">Try again</a>, or <a href="/login">log in again</a>.
    </p>,
    500,
  );
});

export default app;
