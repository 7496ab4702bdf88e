import express, { type ErrorRequestHandler, type Express } from 'express';
import session from 'express-session';
import { Passport } from 'passport';
import {
  type App,
  createClient,
  createCredentialsSource,
  type CredentialsStore,
  getUser,
  handleDeauthorize,
  isThreadsError,
  withCredentials,
} from 'threads-sdk';
import { createThreadsStrategy } from './strategy.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the types of Passport are extended in no other way
  namespace Express {
    interface User {
      /** The user's Threads id. */
      readonly id: string;
    }
  }
}

/** What the site needs to know. */
export interface Settings {
  readonly app: App;
  /** What the cookie of the session is signed with. */
  readonly secret: string;
  /** Where the credentials are, by the user's Threads id. */
  readonly store: CredentialsStore;
  /** Hears what went wrong. Errors of the SDK hold no secrets. */
  readonly log: (error: unknown) => void;
}

/** After these only a new login helps. */
const loggedOut: readonly unknown[] = ['CREDENTIALS_EXPIRED', 'CREDENTIALS_MISSING', 'TOKEN_INVALID'];

export function createSite({ app, log, secret, store }: Settings): Express {
  const { client = createClient() } = app;
  const passport = new Passport();
  passport.use(
    createThreadsStrategy({
      app,
      scopes: ['threads_basic', 'threads_content_publish'],
      verify: async (credentials) => {
        await store.set(credentials.userId, credentials);
        return { id: credentials.userId };
      },
    }),
  );
  passport.serializeUser<string>((user, done) => done(null, user.id));
  passport.deserializeUser<string>((id, done) => done(null, { id }));

  const cookie = { httpOnly: true, sameSite: 'lax', secure: app.redirectUri.startsWith('https:') } as const;
  const site = express();
  site.use(session({ secret, cookie, resave: false, saveUninitialized: false }));
  site.use(passport.session());
  site.get('/login', passport.authenticate('threads'));
  site.get(
    '/callback',
    passport.authenticate('threads', { successRedirect: '/', failureRedirect: '/denied' }),
  );
  site.get('/', async ({ user }, response) => {
    response.set('cache-control', 'no-store');
    const html = user === undefined ? undefined : await greet(user.id);
    response.send(html ?? '<h1>Postcards</h1><a href="/login">Log in with Threads</a>');
  });
  site.post(
    '/deauthorize',
    express.text({ type: 'application/x-www-form-urlencoded' }),
    async (request, response) => {
      const { status } = await handleDeauthorize(
        new Request(app.redirectUri, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: request.body,
        }),
        { appSecret: app.clientSecret, forgetUser: ({ user_id }) => store.delete(user_id), onError: log },
      );
      response.sendStatus(status);
    },
  );
  site.get('/denied', (_, response) => {
    response.status(403).send('<h1>You did not allow it</h1><a href="/login">Log in with Threads</a>');
  });
  // Express knows a handler of errors by its four parameters.
  const showError: ErrorRequestHandler = (error, _, response, __) => {
    log(error);
    const [status, code] = isThreadsError(error) ? [400, error.code] : [500, 'an error of ours'];
    response
      .status(status)
      .send(`<h1>This did not work: ${code}</h1><a href="/login">Log in with Threads</a>`);
  };
  site.use(showError);
  return site;

  async function greet(id: string): Promise<string | undefined> {
    const credentials = createCredentialsSource(app, { store, key: id }); // refreshes the token in time
    try {
      const { username } = await getUser(withCredentials(client, credentials), { fields: ['username'] });
      return `<h1>@${username}</h1>`;
    } catch (error) {
      if (!isThreadsError(error) || !loggedOut.includes(error.code)) throw error;
      return undefined;
    }
  }
}
