// What the tests use of clients that come without types.

declare module 'passport-threads' {
  export class Strategy {
    constructor(
      options: {
        clientID: string;
        clientSecret: string;
        callbackURL: string;
        scope: string[];
        authorizationURL: string;
        tokenURL: string;
        profileURL: string;
      },
      verify: (
        accessToken: string,
        refreshToken: string | undefined,
        profile: { readonly id: string; readonly username: string; readonly bioDescription: string },
        done: (error: unknown, user?: unknown) => void,
      ) => void,
    );
    redirect: (url: string) => void;
    success: (user: unknown) => void;
    fail: (challenge: unknown) => void;
    error: (error: unknown) => void;
    authenticate(request: { query: Record<string, string> }, options: { state: string }): void;
  }
}

declare module 'simple-oauth2' {
  export class AuthorizationCode {
    constructor(config: {
      client: { id: string; secret: string };
      auth: { tokenHost: string; tokenPath: string; authorizePath: string };
      options: { authorizationMethod: 'body'; scopeSeparator: string };
    });
    authorizeURL(parameters: { redirect_uri: string; scope: string[]; state: string }): string;
    getToken(parameters: { code: string; redirect_uri: string }): Promise<{
      readonly token: { readonly access_token: string; readonly user_id: number };
    }>;
  }
}
