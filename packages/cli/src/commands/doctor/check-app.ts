import { loadApp } from '@threads-sdk/auth';
import { checkSetup } from '@threads-sdk/check-setup';
import { rememberApps } from '../../accounts/remembered-app.ts';
import { makeClient } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { inOurWords } from '../../in-our-words.ts';
import { openDatabase } from '../../open-database.ts';
import type { Origin } from '../../origin.ts';
import { type Finding, found } from './finding.ts';

/** The app, from the variables or the last login: its id, its secret, its redirect address. */
export async function checkApp(context: Context, origin: Origin): Promise<readonly Finding[]> {
  const { env, signal } = context;
  const remembered = rememberApps(openDatabase(context), origin.name).get();
  const clientId = env['THREADS_APP_ID'] || remembered?.clientId;
  const redirectUri = env['THREADS_REDIRECT_URI'] || remembered?.redirectUri;
  if (!clientId && !redirectUri)
    return [
      found(
        'app',
        'warning',
        'No app is known. One is needed to log in in the browser; a token of the dashboard needs none.',
        'Set THREADS_APP_ID, THREADS_API_SECRET and THREADS_REDIRECT_URI, or let `threads login` ask for them.',
      ),
    ];
  // Of this only where an emulator is counts.
  const { authorizationUrl, allowInsecure } = loadApp({
    ...origin.env,
    THREADS_APP_ID: '0',
    THREADS_API_SECRET: 'unused',
    THREADS_REDIRECT_URI: 'https://localhost/',
  });
  const findings = await checkSetup({
    app: {
      clientId,
      clientSecret: env['THREADS_API_SECRET'],
      redirectUri,
      authorizationUrl,
      allowInsecure,
      client: makeClient(context, origin),
    },
    signal,
  });
  return findings.map(({ check, level, message, remedy }) =>
    found(check, level, inOurWords(message), remedy && inOurWords(remedy)),
  );
}
