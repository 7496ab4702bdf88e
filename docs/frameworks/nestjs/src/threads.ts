import { createClient, createCredentials, debugToken, loadApp, loadClientOptions } from 'threads-sdk';

/** Where the client of the account is injected. */
export const threads = Symbol('the client of the account');

/** Makes the client of your own account, with the token of the dashboard. */
export const threadsProvider = {
  provide: threads,
  useFactory: async () => {
    const app = loadApp(process.env);
    const token = process.env['THREADS_ACCESS_TOKEN'] ?? '';
    const { userId = '', scopes = [], expiresAt = new Date(0) } = await debugToken(app, { token });
    const credentials = createCredentials({
      userId,
      scopes,
      shortLived: false,
      accessToken: token,
      expiration: expiresAt,
    });
    return createClient({ ...loadClientOptions(process.env), credentials });
  },
};
