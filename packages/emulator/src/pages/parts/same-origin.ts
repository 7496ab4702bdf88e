/**
 * Whether a form was sent by a page of this emulator itself. There are no cookies that a token could be compared with,
 * but a browser says where a request comes from, and a page of somebody else cannot change what it says.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  // Not sent to an address such as http://192.168.0.2, which browsers do not trust.
  if (site !== null) return site === 'same-origin';
  return request.headers.get('origin') === new URL(request.url).origin;
}

/** Whether another page sent a request; what is no browser says nothing of a page. */
export function isFromElsewhere(request: Request): boolean {
  const { headers } = request;
  return (headers.has('origin') || headers.has('sec-fetch-site')) && !isSameOrigin(request);
}
