import {
  completeAuthorization,
  createAuthorizationUrl,
  expiresIn,
  isThreadsError,
  openCredentials,
  sealCredentials,
} from 'threads-sdk';
import { createCookie } from './cookie.ts';
import { problemPage, profilePage, welcomePage } from './pages.ts';
import { readProfile } from './read-profile.ts';
import { returnPath } from './return-path.ts';
import type { Settings } from './settings.ts';

/** What every framework can call. */
export type Handler = (request: Request) => Promise<Response>;

const scopes = ['threads_basic', 'threads_manage_insights'];

/** After these the session is worth nothing. */
const sessionIsOver: readonly unknown[] = ['CREDENTIALS_EXPIRED', 'SEAL_INVALID', 'TOKEN_INVALID'];

/** The pages of the site, and the login between them. */
export function createHandlers({ app, http, sealingKeys: keys, log }: Settings): {
  readonly home: Handler;
  readonly login: Handler;
  readonly callback: Handler;
  readonly logout: Handler;
} {
  const secure = app.redirectUri.startsWith('https:');
  const session = createCookie('session', { secure });
  const login = createCookie('login', { secure }); // one that has begun: its state, and where to return to

  return {
    home: withProblems(async (request) => {
      const sealed = session.read(request);
      if (sealed === undefined) return welcomePage();
      return profilePage(await readProfile(http, await openCredentials(sealed, { keys })));
    }),

    login: withProblems(async (request) => {
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const path = returnPath(new URL(request.url).searchParams.get('return_to'));
      return redirect(url, login.write(state + path, 10 * 60));
    }),

    callback: withProblems(async (request) => {
      const [, state, path = '/'] = /^([^/]+)(.+)$/.exec(login.read(request) ?? '') ?? [];
      if (state === undefined) return problem('AUTHORIZATION_STATE_MISMATCH'); // no login has begun here
      const credentials = await completeAuthorization(app, { callbackUrl: request.url, state, scopes });
      const sealed = await sealCredentials(credentials, { keys });
      // Threads appends `#_`, which browsers carry over to the next address unless that has a fragment of its own.
      return redirect(`${path}#`, login.write('', 0), session.write(sealed, expiresIn(credentials)));
    }),

    logout: withProblems(async (request) => {
      // The cookie does not come with a form of another site, which therefore logs nobody out.
      return session.read(request) === undefined ? redirect('/') : redirect('/', session.write('', 0));
    }),
  };

  function withProblems(handler: Handler): Handler {
    return async (request) => {
      try {
        return await handler(request);
      } catch (error) {
        log(error);
        return problem(isThreadsError(error) ? error.code : undefined);
      }
    };
  }

  /** Tells the person what went wrong, and ends what cannot go on. */
  function problem(code: string | undefined): Response {
    const response = problemPage(code);
    response.headers.append('set-cookie', login.write('', 0));
    if (sessionIsOver.includes(code)) response.headers.append('set-cookie', session.write('', 0));
    return response;
  }
}

function redirect(location: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
