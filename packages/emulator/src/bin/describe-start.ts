import type { Emulator } from '../emulator.ts';
import { emulatorPath } from '../pages/layout.tsx';

/**
 * What a person needs to know once the emulator listens, one line each: what to open, and what to put into an app.
 * The secret and the token are made up by the emulator for this run and open nothing elsewhere.
 */
export function describeStart(emulator: Emulator, url: string): readonly string[] {
  const { app, users } = emulator;
  const [first] = users;
  const curl =
    first === undefined
      ? []
      : [
          '',
          `Try it (as @${first.username}):`,
          `  curl "${url}/v1.0/me/threads" -d media_type=TEXT -d "text=Hello" -d auto_publish_text=true -H "Authorization: Bearer ${emulator.issueToken({ username: first.username }).accessToken}"`,
        ];
  return [
    `Threads emulator on ${url}`,
    '',
    `  Timeline       ${url}/`,
    `  Requests       ${url}${emulatorPath}/requests`,
    `  Consent page   ${consentAddress(emulator, url)}`,
    '',
    `  App id         ${app.clientId}`,
    `  App secret     ${app.clientSecret}`,
    ...app.redirectUris.map((uri, index) => `  ${index === 0 ? 'Redirect URI' : '            '}   ${uri}`),
    ...users.map(
      ({ id, username }, index) => `  ${index === 0 ? 'Users' : '     '}          @${username} (${id})`,
    ),
    ...curl,
    '',
    'Stop with Ctrl+C.',
  ];
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
