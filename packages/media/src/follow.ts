import type { Access } from './access.ts';
import { checkAddress } from './check-address.ts';
import { mostRedirects } from './limits.ts';
import { Stop } from './stop.ts';
import { until } from './until.ts';

/** Asks for a file, through redirects: where each leads is checked before it is followed. No cookies, no credentials. */
export async function follow(
  url: string,
  headers: Readonly<Record<string, string>>,
  access: Access,
): Promise<{ readonly response: Response; readonly url: string }> {
  let address = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    await checkAddress(new URL(address), access);
    const response = await send(address, headers, access);
    if (response.type === 'opaqueredirect')
      throw new Stop('REDIRECT_FAILED', 'redirects, and a browser does not say where to: check it elsewhere');
    if (![301, 302, 303, 307, 308].includes(response.status)) return { response, url: address };
    const location = response.headers.get('location');
    if (location === null || !URL.canParse(location, address))
      throw new Stop('REDIRECT_FAILED', 'redirects to no address');
    address = new URL(location, address).href;
  }
  throw new Stop('REDIRECT_FAILED', `redirects more than ${mostRedirects} times`);
}

async function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  { fetch, signal }: Access,
): Promise<Response> {
  try {
    // Workers refuse what they do not have: they have no cookies.
    const credentials = 'credentials' in Request.prototype ? { credentials: 'omit' as const } : {};
    const request = new Request(url, { headers, redirect: 'manual', signal, ...credentials });
    return await until(signal, fetch(request));
  } catch (error) {
    throw interrupted(error, signal);
  }
}

/** What it means that a request or a body failed. */
export function interrupted(error: unknown, signal: AbortSignal): Stop {
  if (signal.aborted) return new Stop('TIMED_OUT', 'could not be read in time');
  return new Stop('UNREACHABLE', `could not be downloaded (${reasonOf(error)})`);
}

// The code of the innermost error, such as ECONNREFUSED: its text may hold the address.
function reasonOf(error: unknown): string {
  const cause: unknown = Object(error).cause ?? error;
  const { code } = Object(cause) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'the connection failed';
}
