import type { HtmlEscapedString } from 'hono/utils/html';

/**
 * What a page may load: the stylesheet and the media of posts. `form-action` is left out on purpose: browsers apply it to
 * the redirect after the consent form too, and to every redirect that the app adds.
 */
const directives = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src http: https: data:',
  'media-src http: https:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

const securityHeaders = {
  'content-security-policy': directives.join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Renders a page that runs no script. */
export async function respondWithPage(
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status = 200,
): Promise<Response> {
  return new Response(`<!doctype html>${await page}`, {
    status,
    headers: { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' },
  });
}

/** Renders a page whose form has to tell the emulator itself where it comes from. */
export async function respondWithForm(
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status = 200,
): Promise<Response> {
  const response = await respondWithPage(page, status);
  response.headers.set('referrer-policy', 'same-origin');
  return response;
}

/** Renders a page of the workbench: it has forms, and runs the emulator's own scripts. */
export async function respondWithWorkbench(
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status = 200,
): Promise<Response> {
  const response = await respondWithForm(page, status);
  const policy = [...directives, "script-src 'self'", "connect-src 'self'"].join('; ');
  response.headers.set('content-security-policy', policy);
  return response;
}
