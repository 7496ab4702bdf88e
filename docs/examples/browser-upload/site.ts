import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import {
  type Client,
  createMemoryJournal,
  isThreadsError,
  type MediaCheck,
  type MediaType,
  publish,
  type S3Storage,
} from 'threads-sdk';
import { page, script, style } from './page.ts';

/** What the site needs to know. */
export interface Settings {
  /** Of the user who posts. */
  readonly client: Client;
  readonly storage: S3Storage;
  /** Where browsers reach the bucket: the origin of what `uploadUrl` signs. */
  readonly endpoint: string;
  /** Looks at what was uploaded before it is posted: `checkMedia`. */
  readonly check: MediaCheck;
}

/** What may be uploaded, with the most bytes that Meta takes of it. */
const most: Readonly<Record<MediaType, number>> = {
  'image/jpeg': 8_388_608,
  'image/png': 8_388_608,
  'video/mp4': 1_073_741_824,
  'video/quicktime': 1_073_741_824,
};

/** How long an upload and the text may take: an hour. */
const patience = 3_600_000;

/** A page on which a file is chosen. The browser uploads it into the bucket, and this server posts what lies there. */
export function createSite({ client, storage, endpoint, check }: Settings): Hono {
  const site = new Hono();
  /** The keys that were handed out, and nobody can guess, each with what lies there. Nothing else is posted. */
  const handedOut = new Map<string, 'image' | 'video'>();
  const journal = createMemoryJournal(); // in production, one in your database

  // It asks nobody who they are. Behind a login of yours, leave this out.
  site.use(async (c, next) => {
    if (!/^(?:localhost|127\.0\.0\.1)$/.test(new URL(c.req.url).hostname))
      return c.text('Open it at 127.0.0.1.', 403);
    return next();
  });
  site.use(csrf());
  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'", new URL(endpoint).origin],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  );
  site.get('/', (c) => c.html(page));
  site.get('/script.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  site.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));

  site.post('/uploads', async (c) => {
    const { type, size } = await bodyOf(c);
    if (!isMediaType(type)) return problem(c, 'Choose a JPEG, a PNG, an MP4 or a MOV.');
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > most[type])
      return problem(c, `It may have at most ${most[type] / 2 ** 20} MB.`);
    const upload = await storage.uploadUrl({ type, size });
    handedOut.set(upload.key, type.startsWith('image/') ? 'image' : 'video');
    setTimeout(() => handedOut.delete(upload.key), patience).unref();
    return c.json(upload); // { key, url, headers }
  });

  site.post('/posts', async (c) => {
    const body = await bodyOf(c);
    const key = textOf(body['key']);
    const text = textOf(body['text']);
    const altText = textOf(body['altText']);
    const kind = handedOut.get(key);
    if (kind === undefined) return problem(c, 'Upload the file anew: it was too long ago.', 404);
    const described = { ...(altText && { altText }) };
    const media =
      kind === 'image' ? { image: { stored: key }, ...described } : { video: { stored: key }, ...described };
    const { id } = await publish(
      client,
      { ...(text && { text }), media: [media] },
      { storage, check, journal, idempotencyKey: key }, // whoever presses twice posts once
    );
    return c.json({ id });
  });

  site.onError((error, c) => {
    if (isThreadsError(error) && error.code === 'INVALID_INPUT')
      return problem(c, error.issues.map(({ message }) => `It ${message}.`).join(' '), 422);
    console.error(error);
    return problem(c, 'It did not work. Try again.', 502);
  });
  return site;
}

async function bodyOf(c: Context): Promise<Readonly<Record<string, unknown>>> {
  return Object(await c.req.json().catch(() => undefined));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isMediaType(type: unknown): type is MediaType {
  return Object.hasOwn(most, String(type));
}

function problem(c: Context, message: string, status: 400 | 404 | 422 | 502 = 400): Response {
  return c.json({ problem: message }, status);
}
