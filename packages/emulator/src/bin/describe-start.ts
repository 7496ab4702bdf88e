import { controlPath } from '../control/control-routes.ts';
import { limits } from '../description/limits.ts';
import type { Emulator } from '../emulator.ts';
import { emulatorPath } from '../pages/parts/layout.tsx';
import { describeHttps } from './describe-https.ts';
import { dotenvLines } from './environment.ts';
import type { OpenEmulator } from './open-emulator.ts';

/**
 * What a person needs to know once the emulator listens, one line each: what to put into an app, whom to be, and what
 * to open. The secret and the tokens are made up by the emulator and open nothing elsewhere.
 *
 * @param envFile that was written
 */
export function describeStart(open: OpenEmulator, envFile: string | undefined): readonly string[] {
  const { emulator, users, url, publicUrl, https, variables } = open;
  const { app } = emulator;
  return [
    `Threads emulator on ${url}`,
    '',
    'Your app: use this address in place of https://graph.threads.com and https://threads.com',
    row('Base URL', url),
    ...(publicUrl === undefined ? [] : [row('Public URL', publicUrl)]),
    row('App id', app.clientId),
    row('App secret', app.clientSecret),
    ...app.redirectUris.map((uri, index) => row(index === 0 ? 'Redirect URI' : '', uri)),
    '',
    `Users, each with a token that may do everything for ${limits.longLivedTokenSeconds.value / 86_400} days`,
    ...users.flatMap(({ id, username, accessToken }) => [row(`@${username}`, id), row('', accessToken)]),
    '',
    envFile === undefined
      ? "Lines for your app's .env: --write-env .env writes them there"
      : `Lines for your app, which are in ${envFile} now`,
    ...dotenvLines(variables).map((line) => `  ${line}`),
    '',
    'In the browser',
    row('Timeline', `${url}/`),
    row('Requests', `${url}${emulatorPath}/requests`),
    row('Consent page', consentAddress(emulator, url)),
    '',
    'For programs: the clock, faults, users, tokens, requests and the state',
    row('Control API', `${url}${controlPath}`),
    ...users
      .slice(0, 1)
      .flatMap(({ username, accessToken }) => [
        '',
        `Try it, as @${username}`,
        curl(url, accessToken, https?.authorityFile),
      ]),
    ...(https === undefined ? [] : describeHttps(https, url)),
    '',
    'Stop with Ctrl+C.',
  ];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(14)} ${value}`;
}

function curl(url: string, accessToken: string, authorityFile: string | undefined): string {
  const trust = authorityFile === undefined ? '' : `--cacert "${authorityFile}" `;
  return `  curl ${trust}"${url}/v1.0/me/threads" -d media_type=TEXT -d "text=Hello" -d auto_publish_text=true -H "Authorization: Bearer ${accessToken}"`;
}

function consentAddress({ app }: Emulator, url: string): string {
  const query = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUris[0] ?? '',
    response_type: 'code',
    scope: 'threads_basic,threads_content_publish',
  });
  return `${url}/oauth/authorize?${query}`;
}
