import {
  cancelPost,
  getPost,
  listPosts,
  movePost,
  pauseAccount,
  type PostName,
  resumeAccount,
  retryPost,
  type ScheduledPost,
  type Scheduler,
} from '@threads-sdk/scheduler';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { InvalidInputError, SchedulerError } from 'threads-sdk';
import { type Calendar, historyPage, overviewPage, problemPage } from './pages.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/**
 * A page that shows what is scheduled and lets a person change it. It asks nobody who they are, so serve it on loopback only.
 */
export function createSite(scheduler: Scheduler, calendar: Calendar): Hono {
  const site = new Hono();
  const readPosts = async (): Promise<readonly ScheduledPost[]> => {
    const posts: ScheduledPost[] = [];
    for await (const post of listPosts(scheduler)) posts.push(post);
    return posts;
  };

  // Otherwise a page of the web could reach it under a name of its own that leads to this machine.
  site.use(async (c, next) => {
    if (!/^(?:localhost|127\.0\.0\.1)$/.test(new URL(c.req.url).hostname))
      return c.text('Open it at 127.0.0.1.', 403);
    return next();
  });
  // Forms of other pages are refused.
  site.use(csrf());
  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      // With `no-referrer` the forms of the page itself would not say where they come from.
      referrerPolicy: 'same-origin',
    }),
  );
  site.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });

  site.get('/', async (c) => c.html(overviewPage(await readPosts(), calendar, scheduler.clock.now())));
  site.get('/posts.json', async (c) => c.json(await readPosts()));
  site.get('/history', async (c) => {
    const { account = '', key = '' } = c.req.query();
    return c.html(historyPage(await getPost(scheduler, { account, key })));
  });
  site.get('/script.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  site.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  site.get('/favicon.ico', (c) => c.body(null, 204));

  site.post('/move', async (c) => {
    const at = await field(c, 'at');
    await movePost(scheduler, { ...(await nameIn(c)), at });
    return c.redirect('/', 303);
  });
  site.post('/cancel', async (c) => {
    await cancelPost(scheduler, await nameIn(c));
    return c.redirect('/', 303);
  });
  site.post('/retry', async (c) => {
    await retryPost(scheduler, await nameIn(c));
    return c.redirect('/', 303);
  });
  site.post('/pause', async (c) => {
    await pauseAccount(scheduler, await field(c, 'account'));
    return c.redirect('/', 303);
  });
  site.post('/resume', async (c) => {
    await resumeAccount(scheduler, await field(c, 'account'));
    return c.redirect('/', 303);
  });

  site.notFound((c) => c.html(problemPage('There is no such page.', ''), 404));
  site.onError((error, c) => {
    if (error instanceof SchedulerError || error instanceof InvalidInputError)
      return c.html(problemPage(error.message, error.remedy), statusOf(error));
    if ('getResponse' in error && typeof error.getResponse === 'function') return error.getResponse();
    console.error(error);
    return c.html(problemPage('It did not work.', 'The terminal says why.'), 500);
  });
  return site;
}

function statusOf({ code }: SchedulerError | InvalidInputError): 400 | 404 | 409 | 503 {
  if (code === 'POST_NOT_FOUND') return 404;
  if (code === 'DATABASE_FAILED') return 503;
  return code === 'INVALID_INPUT' ? 400 : 409;
}

/** What was sent in a field of a form; nothing is an empty text, which the scheduler refuses. */
async function field(c: Context, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === 'string' ? value : '';
}

async function nameIn(c: Context): Promise<PostName> {
  return { account: await field(c, 'account'), key: await field(c, 'key') };
}
