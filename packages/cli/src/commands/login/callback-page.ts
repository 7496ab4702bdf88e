import { isThreadsError } from '@threads-sdk/errors';
import { CommandError } from '../../command-error.ts';
import { inOurWords } from '../../in-our-words.ts';

/** A page of the listener: texts, not yet escaped. */
export interface CallbackPage {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** After a login. */
export function loggedInPage(username: string): CallbackPage {
  return {
    status: 200,
    title: `Logged in as ${username}`,
    paragraphs: ['You can close this page and go back to the terminal.'],
  };
}

/** After a login that failed, with what is to be done. Errors of the program itself are told in the terminal alone. */
export function failedPage(error: unknown): CallbackPage {
  const isTold = isThreadsError(error) || error instanceof CommandError;
  if (isThreadsError(error) && error.code === 'AUTHORIZATION_DENIED')
    return {
      status: 200,
      title: 'Not logged in',
      paragraphs: ['You did not grant the permissions. Nothing was kept. You can close this page.'],
    };
  return {
    status: 400,
    title: 'The login failed',
    paragraphs: isTold ? [inOurWords(error.message), inOurWords(error.remedy)] : ['The terminal says more.'],
  };
}

/** For an address that no login that waits here has led to. The login goes on. */
export const elsewherePage: CallbackPage = {
  status: 400,
  title: 'Not the login that waits here',
  paragraphs: [
    'This address is of another login, or was made by somebody else. Nothing was done with it.',
    'The login in the terminal goes on waiting: open the address that it shows.',
  ],
};

/** For all other paths. */
export const otherPathPage: CallbackPage = {
  status: 404,
  title: 'Nothing here',
  paragraphs: ['A login waits at this port, under the path of its redirect address.'],
};

const style = `
body { background: #fff; color: #222; font: 1.1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 36rem; margin: 15vh auto; padding: 0 1rem }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }
`;

/** Writes a page. It loads nothing, runs nothing, and tells its address, which has a code in it, to nobody. */
export function renderPage({ status, title, paragraphs }: CallbackPage): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} {
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${style}</style>
<main>
<h1>${escape(title)}</h1>
${paragraphs.map((text) => `<p>${escape(text)}</p>`).join('\n')}
</main>
</html>
`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      connection: 'close',
    },
    body,
  };
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
