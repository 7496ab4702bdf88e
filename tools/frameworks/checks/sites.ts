import { randomBytes } from 'node:crypto';
import { freePort, type Stage } from '../stage.ts';
import { expectEqual, expectText } from './expect.ts';

type Variables = Readonly<Record<string, string>>;

/** How a site is made ready and started. */
interface Site {
  /** What is posted says where. */
  readonly name: string;
  /** The scripts that have to pass before it starts. They have no variables: a build needs no secrets. */
  readonly scripts: readonly string[];
  /** The file that the guide has the emulator write. */
  readonly file: string;
  /** The script that starts it, and what the framework has to be told besides the variables that the guide names. */
  readonly start: string;
  readonly told?: (
    site: string,
    port: string,
  ) => { readonly args?: readonly string[]; readonly variables?: Variables };
  /** Headers that a proxy in front would add to the person's requests. */
  readonly proxy?: Variables;
  /** Whether it hears of people who remove the app. */
  readonly deauthorize?: boolean;
  /**
   * How the same post comes twice, where a key keeps it from going out twice: the button is pressed twice, or the browser sends the
   * form twice, which it does where a page does not come and is asked for again.
   */
  readonly twice?: 'pressed' | 'sent';
}

/** Tries a site: a person in Chromium logs in at the emulator, posts, and sees the post; and Threads tells the site of it. */
function trySite({ name, scripts, file, start, ...site }: Site): (stage: Stage) => Promise<void> {
  return async ({ script, serve, startEmulator, output, openTab }) => {
    const port = `${await freePort()}`;
    const url = `http://localhost:${port}`;
    for (const each of scripts) await script(each);
    const more = { SESSION_KEY: randomBytes(32).toString('base64url') };
    const threads = await startEmulator(file, { site: url, more });
    const { args, variables } = site.told?.(url, port) ?? {};
    await serve(start, { url, args, variables: { ...threads.variables, PORT: port, ...variables } });
    await threads.subscribed();

    const page = await openTab();
    await page.setExtraHTTPHeaders(site.proxy ?? {});
    await page.goto(url);
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByText('You are not logged in').waitFor();
    await page.goto(url);
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    const text = `Hello from ${name}`;
    await page.getByRole('textbox', { name: 'Text' }).fill(text);
    if (site.twice === 'sent') await page.evaluate(sendTwice);
    const button = page.getByRole('button', { name: 'Post' });
    await (site.twice === 'pressed' ? button.dblclick() : button.click());
    await page.getByRole('listitem').filter({ hasText: text }).first().waitFor();
    expectEqual('The number of posts', await threads.countOnTimeline(text), 1);
    await threads.delivered();
    expectEqual('What scripts of the page see of the cookies', await page.evaluate('document.cookie'), '');
    if (site.deauthorize) await threads.removeApp();

    const shown = output() + (await page.content());
    expectText('What was printed and shown', shown, text);
    const secrets = ['THREADS_API_SECRET', 'THREADS_ACCESS_TOKEN', 'SESSION_KEY'];
    const leaked = secrets.filter((secret) => shown.includes(threads.variables[secret] ?? ''));
    expectEqual('Which secrets were printed or shown', leaked.join(), '');
    expectEqual('Whether a token was printed or shown', /THAA[\w-]{50}/.test(shown), false);

    await threads.startOver(); // and so the token is dead
    await page.goto(url);
    await page.getByRole('link', { name: 'log in again' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('textbox', { name: 'Text' }).waitFor();
  };
}

/** Sends the form of the page twice at once, besides what the button does. */
const sendTwice = `Promise.all([1, 2].map(async () => {
  const body = new URLSearchParams(new FormData(document.forms[0]));
  const answer = await fetch('', { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
}))`;

export const tryNext = trySite({
  name: 'Next.js',
  scripts: ['build'], // which checks the types
  file: '.env.local',
  start: 'start',
  // In production, which is what it starts in, the SDK refuses an emulator.
  told: () => ({ variables: { NODE_ENV: 'test' } }),
  twice: 'pressed',
});

export const trySvelteKit = trySite({
  name: 'SvelteKit',
  scripts: ['typecheck', 'build'],
  file: '.env',
  start: 'start',
  // It takes every request for one over https, unless a proxy says what it was.
  told: () => ({ variables: { PROTOCOL_HEADER: 'x-forwarded-proto' } }),
  proxy: { 'x-forwarded-proto': 'http' },
  twice: 'sent',
  deauthorize: true,
});

export const tryAstro = trySite({
  name: 'Astro',
  scripts: ['typecheck', 'build'],
  file: '.env',
  start: 'start',
  told: () => ({ variables: { HOST: 'localhost' } }),
  twice: 'sent',
  deauthorize: true,
});

export const tryExpress = trySite({
  name: 'Express',
  scripts: ['typecheck'],
  file: '.env',
  start: 'start',
  twice: 'sent',
});

export const tryHono = trySite({
  name: 'Hono',
  scripts: ['typecheck', 'build'],
  file: '.dev.vars',
  start: 'dev',
  told: (_, port) => ({ args: ['--port', port] }),
});
