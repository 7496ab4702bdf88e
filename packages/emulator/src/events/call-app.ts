/**
 * Sends a request to the app, as the global `fetch` does; the `fetch` of a server in this process will do.
 *
 * @category Send webhooks and callbacks
 */
export type AppFetch = (request: Request) => Response | Promise<Response>;

/** What came of a request to the app. */
export type AppAnswer =
  | { readonly status: number; readonly text: string }
  /** No answer: `timeout`, `too long`, `bad port`, a code of the network such as `ECONNREFUSED`, or the name of the error. */
  | { readonly failure: string };

// How long Meta waits, and how much it reads, is not known.
const timeout = 10_000;
const maxLength = 64 * 1024;

/** Sends a request to the app. Redirects are answers like others, and nothing that goes wrong is thrown. */
export async function callApp(fetch: AppFetch, url: string, init: RequestInit): Promise<AppAnswer> {
  const controller = new AbortController();
  const { signal } = controller;
  // A server in this process may not heed the signal, so that it has to be waited for besides.
  const timedOut = new Promise<AppAnswer>((resolve) => {
    signal.addEventListener('abort', () => resolve({ failure: 'timeout' }), { once: true });
  });
  const timer = setTimeout(() => controller.abort(), timeout);
  try {
    const request = new Request(url, { ...init, redirect: 'manual', signal });
    return await Promise.race([exchange(fetch, request), timedOut]);
  } catch (error) {
    return { failure: describe(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(fetch: AppFetch, request: Request): Promise<AppAnswer> {
  const response = await fetch(request);
  if (response.body === null) return { status: response.status, text: '' };
  const decoder = new TextDecoder();
  let length = 0;
  let text = '';
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > maxLength) return { failure: 'too long' };
    text += decoder.decode(chunk, { stream: true });
  }
  return { status: response.status, text: text + decoder.decode() };
}

// Messages are left out: they can hold the address with everything that is in it.
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const { cause } = error;
  // A port that `fetch` goes to for nobody.
  if (cause instanceof Error && cause.message === 'bad port') return cause.message;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
