import { Hono } from 'hono';
import { ownFile } from '../pictures/own-file.ts';
import { handedOverPath, ownMediaPath } from '../pictures/own-media.ts';

interface MediaFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** What Meta takes, and a browser never runs. */
const types: readonly string[] = ['image/jpeg', 'image/png', 'video/mp4', 'video/quicktime'];

/**
 * Images and videos that the emulator serves itself: those of its first posts, and those that a program hands over with PUT, since
 * the API takes no upload. They are kept until the emulator ends.
 */
export function mediaRoutes(): Hono {
  const handedOver = new Map<string, MediaFile>();
  const routes = new Hono();

  routes.put(`${handedOverPath}/*`, async (c) => {
    // Browsers name the page that a write comes from; programs do not.
    if (c.req.header('origin') !== undefined) return c.text('Pages of a browser hand nothing over.', 403);
    const type = c.req.header('content-type') ?? '';
    if (!types.includes(type)) return c.text(`The content-type must be one of ${types.join(', ')}.`, 415);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    handedOver.set(new URL(c.req.url).pathname, { bytes, type });
    return c.body(null, 201);
  });

  routes.get(`${ownMediaPath}/*`, (c) => {
    const { pathname } = new URL(c.req.url);
    const found = handedOver.get(pathname) ?? ownFile(pathname);
    if (found === undefined) return c.notFound();
    return c.body(found.bytes, 200, {
      'content-type': found.type,
      'x-content-type-options': 'nosniff',
      'cache-control': 'max-age=3600',
      'access-control-allow-origin': '*',
    });
  });

  return routes;
}
