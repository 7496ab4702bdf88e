import type { Request } from 'express';
import type { Strategy, StrategyCreated } from 'passport';
import {
  type App,
  completeAuthorization,
  createAuthorizationUrl,
  type Credentials,
  isThreadsError,
  type Scope,
} from 'threads-sdk';

declare module 'express-session' {
  interface SessionData {
    /** What binds a login that has begun to this browser. */
    threadsState: string;
  }
}

/** What the strategy needs to know. */
export interface StrategyOptions {
  readonly app: App;
  readonly scopes: readonly Scope[];
  /** Who somebody is, for `request.user`. The credentials are to be kept here: Passport keeps none. */
  readonly verify: (credentials: Credentials) => Promise<Express.User>;
}

/** Logs in through Passport, which takes every object with a name and this function, and calls it on a copy with its own functions. */
export function createThreadsStrategy({ app, scopes, verify }: StrategyOptions): Strategy {
  const { pathname } = new URL(app.redirectUri);
  return {
    name: 'threads',
    authenticate(this: StrategyCreated<Strategy>, request: Request): void {
      if (new URL(request.originalUrl, app.redirectUri).pathname !== pathname) {
        const { url, state } = createAuthorizationUrl(app, { scopes });
        request.session.threadsState = state;
        this.redirect(url);
        return;
      }
      const { threadsState: state = 'no login has begun in this browser' } = request.session;
      delete request.session.threadsState; // good for one answer
      completeAuthorization(app, { callbackUrl: request.originalUrl, state, scopes })
        .then(verify)
        .then(
          (user) => this.success(user),
          (error: unknown) => {
            const isDenial = isThreadsError(error) && error.code === 'AUTHORIZATION_DENIED';
            if (isDenial) this.fail(error.code);
            else this.error(error);
          },
        );
    },
  };
}
