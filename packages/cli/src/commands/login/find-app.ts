import { type App, loadApp } from '@threads-sdk/auth';
import type { RememberedApp } from '../../accounts/remembered-app.ts';
import { askSecret, askText } from '../../ask.ts';
import { makeClient } from '../../connect.ts';
import type { Context } from '../../context.ts';
import type { Origin } from '../../origin.ts';

/**
 * Finds the app to log in to: in the variables, else as it was at the last login, else by asking. The secret is in the
 * variable, or asked for each time.
 *
 * @throws {InvalidInputError} if something is missing and nobody can be asked, naming every variable
 */
export async function findApp(
  context: Context,
  origin: Origin,
  remembered: RememberedApp | undefined,
): Promise<App> {
  const { env, messages } = context;
  let clientId = env['THREADS_APP_ID'] || remembered?.clientId;
  let redirectUri = env['THREADS_REDIRECT_URI'] || remembered?.redirectUri;
  let clientSecret = env['THREADS_API_SECRET'];
  if (remembered && (clientId === remembered.clientId || redirectUri === remembered.redirectUri))
    messages.write(
      `The app is ${clientId}, and comes back to ${redirectUri}. THREADS_APP_ID and THREADS_REDIRECT_URI name another one.\n`,
    );
  if (context.canAsk) {
    clientId ||= await askText(context, {
      message: 'Threads app id (not the id of the Meta app, which the dashboard shows as well)',
      check: (answer) => (/^\d+$/.test(answer) ? undefined : 'It is a number.'),
    });
    redirectUri ||= await askText(context, {
      message: 'Redirect address, to the letter as it is registered (look: a slash may have been added)',
      check: (answer) =>
        URL.canParse(answer) ? undefined : 'It is an address, such as https://localhost:3000/callback.',
    });
    clientSecret ||= await askSecret(context, {
      message: 'Threads app secret (not shown, not kept)',
      check: (answer) => (answer === '' ? 'Without it nobody can log in.' : undefined),
    });
  }
  const variables = {
    THREADS_APP_ID: clientId,
    THREADS_API_SECRET: clientSecret,
    THREADS_REDIRECT_URI: redirectUri,
  };
  return { ...loadApp({ ...origin.env, ...variables }), client: makeClient(context, origin) };
}
