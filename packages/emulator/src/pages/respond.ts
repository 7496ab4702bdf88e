import type { HtmlEscapedString } from 'hono/utils/html';

/**
 * Pages run no script at all and load nothing but the stylesheet and the media of posts. `form-action` is left out on
 * purpose: browsers apply it to the redirect after the consent form too, and to every redirect that the app adds.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src http: https: data:',
  'media-src http: https:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Renders a page to a response with the headers that every page carries. */
export async function respondWithPage(
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status = 200,
): Promise<Response> {
  return new Response(`<!doctype html>${await page}`, {
    status,
    headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' },
  });
}
