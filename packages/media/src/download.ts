import { reasonOf } from '@threads-sdk/internal';
import { type AddressRules, checkAddress } from './addresses.ts';
import { maxRedirects } from './reading-limits.ts';
import { Stop, untilAborted } from './stop.ts';

/** How a file may be reached, with every default filled in. */
export interface Access extends AddressRules {
  readonly fetch: (request: Request) => Promise<Response>;
}

/** An answer, and the address that it came from. */
export interface Answer {
  readonly response: Response;
  readonly url: string;
}

/**
 * Requests a file and follows redirects, each only after its target was checked. Sends no cookies and no credentials.
 *
 * @throws {Stop} if an address is refused, a redirect leads nowhere, or no answer comes
 */
export async function download(
  url: string,
  headers: Readonly<Record<string, string>>,
  access: Access,
): Promise<Answer> {
  let address = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
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
  throw new Stop('REDIRECT_FAILED', `redirects more than ${maxRedirects} times`);
}

async function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  { fetch, signal }: Access,
): Promise<Response> {
  try {
    // Workers have no cookies and refuse the option.
    const credentials = 'credentials' in Request.prototype ? { credentials: 'omit' as const } : {};
    const request = new Request(url, { headers, redirect: 'manual', signal, ...credentials });
    return await untilAborted(signal, fetch(request));
  } catch (error) {
    throw interrupted(error);
  }
}

/** What it means for a check that a request or a body failed. */
export function interrupted(error: unknown): Stop {
  if (error instanceof Stop) return error;
  // Only the code of the innermost error: its text may hold the address.
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return new Stop('UNREACHABLE', `could not be downloaded${reasonOf(cause) || ' (the connection failed)'}`);
}
