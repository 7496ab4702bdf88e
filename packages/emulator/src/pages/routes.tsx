import { Hono } from 'hono';
import type { EmulatorContext } from '../context.ts';
import { userByName } from '../model/store.ts';
import { actRoutes } from './act-routes.tsx';
import { HomePage } from './home-page.tsx';
import { inspectorRoutes } from './inspector/inspector-routes.tsx';
import { inspectorStyle } from './inspector/inspector-style.ts';
import { mediaRoutes } from './media-routes.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { mark } from './parts/icons.tsx';
import { emulatorPath, workbenchScriptPath } from './parts/layout.tsx';
import { respondWithWorkbench } from './parts/respond.ts';
import { style } from './parts/style.ts';
import { PostPage } from './post-page.tsx';
import { ProfilePage } from './profile-page.tsx';
import { viewOf } from './parts/view.ts';
import { workbenchScript } from './workbench-script.ts';

/** Answers a request as if it had come from outside. */
export type Send = (request: Request) => Promise<Response>;

/**
 * The pages for people: `/`, `/@username`, `/@username/post/shortcode` at the paths that they have on Threads, and
 * what only an emulator has under `/__emulator`.
 */
export function pageRoutes(context: EmulatorContext, send: Send): Hono {
  const { store } = context;
  const routes = new Hono();

  routes.get('/', (c) =>
    respondWithWorkbench(<HomePage view={viewOf(context, c)} origin={new URL(c.req.url).origin} />),
  );

  routes.get('/:handle{@[^/]+}', (c) => {
    const user = userByName(store, c.req.param('handle').slice(1));
    if (user === undefined)
      return respondWithWorkbench(<NotFoundPage what="There is no such account here." />, 404);
    const { origin } = new URL(c.req.url);
    return respondWithWorkbench(<ProfilePage view={viewOf(context, c)} user={user} origin={origin} />);
  });

  routes.get('/:handle{@[^/]+}/post/:shortcode', (c) => {
    const user = userByName(store, c.req.param('handle').slice(1));
    const post = store.posts.withShortcode(c.req.param('shortcode'));
    if (post === undefined || post.ownerId !== user?.id)
      return respondWithWorkbench(<NotFoundPage what="This post does not exist, or was deleted." />, 404);
    const { origin } = new URL(c.req.url);
    return respondWithWorkbench(<PostPage view={viewOf(context, c)} post={post} origin={origin} />);
  });

  routes.route('/', actRoutes(context));
  routes.route('/', inspectorRoutes(context, send));

  routes.get(`${emulatorPath}/style.css`, (c) =>
    c.body(style + inspectorStyle, 200, file('text/css; charset=utf-8')),
  );
  routes.get(workbenchScriptPath, (c) =>
    c.body(workbenchScript, 200, file('text/javascript; charset=utf-8')),
  );
  routes.get(`${emulatorPath}/icon.svg`, (c) => c.body(mark, 200, file('image/svg+xml')));

  // What browsers ask for by themselves: no request to the API, so that it is not logged and meets no fault.
  routes.get('/favicon.ico', (c) => c.body(mark, 200, file('image/svg+xml')));
  for (const path of [
    '/.well-known/*',
    '/apple-touch-icon.png',
    '/apple-touch-icon-precomposed.png',
    '/robots.txt',
  ])
    routes.get(path, (c) => c.notFound());

  routes.route('/', mediaRoutes());

  // Nothing else there is a request to the API either.
  routes.get(`${emulatorPath}/*`, () =>
    respondWithWorkbench(<NotFoundPage what="The emulator has no such page." />, 404),
  );
  routes.all(`${emulatorPath}/*`, (c) => c.text('The emulator has no such page.', 404));

  return routes;
}

function file(contentType: string): Readonly<Record<string, string>> {
  return {
    'content-type': contentType,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  };
}
