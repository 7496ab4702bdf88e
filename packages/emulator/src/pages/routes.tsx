import { Hono } from 'hono';
import type { EmulatorContext } from '../context.ts';
import { userByName } from '../model/store.ts';
import { HomePage } from './home-page.tsx';
import { inspectorRoutes } from './inspector/inspector-routes.tsx';
import { inspectorStyle } from './inspector/inspector-style.ts';
import { emulatorPath } from './parts/layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PostPage } from './post-page.tsx';
import { ProfilePage } from './profile-page.tsx';
import { respondWithPage } from './parts/respond.ts';
import { style } from './parts/style.ts';

/**
 * The pages for people: `/`, `/@username`, `/@username/post/shortcode` at the paths that they have on Threads, and
 * what only an emulator has under `/__emulator`.
 */
export function pageRoutes(context: EmulatorContext): Hono {
  const { store } = context;
  const routes = new Hono();

  routes.get('/', () => respondWithPage(<HomePage context={context} />));

  routes.get('/:handle{@[^/]+}', (c) => {
    const user = userByName(store, c.req.param('handle').slice(1));
    if (user === undefined) {
      return respondWithPage(<NotFoundPage what="There is no such account here." />, 404);
    }
    return respondWithPage(<ProfilePage context={context} user={user} />);
  });

  routes.get('/:handle{@[^/]+}/post/:shortcode', (c) => {
    const user = userByName(store, c.req.param('handle').slice(1));
    const post = store.posts.withShortcode(c.req.param('shortcode'));
    if (post === undefined || post.ownerId !== user?.id) {
      return respondWithPage(<NotFoundPage what="This post does not exist, or was deleted." />, 404);
    }
    return respondWithPage(<PostPage context={context} post={post} />);
  });

  routes.route('/', inspectorRoutes(context));

  routes.get(`${emulatorPath}/style.css`, (c) =>
    c.body(style + inspectorStyle, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  );

  return routes;
}
