import { createEmulator, createVirtualClock, type Behaviour, type Emulator } from '../src/index.ts';

/** The fields of the consent form. */
export type ConsentForm = readonly (readonly [string, string])[];

/** Where the app of these tests is sent back to. */
export const redirectUri = 'https://app.example/callback';

/** An emulator on a virtual clock with two accounts and an app that has two addresses. */
export function createOauthEmulator(behaviour: Partial<Behaviour> = {}): Emulator {
  return createEmulator({
    behaviour,
    app: { redirectUris: [redirectUri, 'myapp://signed-in?from=threads'] },
    users: [{ username: 'alice' }, { username: 'bob' }],
    clock: createVirtualClock(),
  });
}

/** The address of the consent page; `changes` replaces parameters or, with `undefined`, leaves them out. */
export function authorizationUrl(
  emulator: Emulator,
  changes: Readonly<Record<string, string | undefined>> = {},
): URL {
  const url = new URL('https://threads.com/oauth/authorize');
  const query = {
    client_id: emulator.app.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'threads_basic,threads_content_publish,threads_delete',
    state: 'a state/with+signs',
    ...changes,
  };
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** Posts the consent form. */
export async function decide(emulator: Emulator, url: URL, form: ConsentForm): Promise<Response> {
  const body = new URLSearchParams(form.map(([name, value]) => [name, value]));
  return emulator.fetch(new Request(url, { method: 'POST', body }));
}

/** Where a response redirects to. */
export function locationOf(response: Response): URL {
  return new URL(response.headers.get('location') ?? '');
}

/** Goes through the consent page. */
export async function obtainCode(emulator: Emulator, form: ConsentForm = []): Promise<string> {
  const response = await decide(emulator, authorizationUrl(emulator), [['decision', 'allow'], ...form]);
  return locationOf(response).searchParams.get('code') ?? '';
}

/** The parameters of a code exchange. */
export function exchange(emulator: Emulator, code: string): Record<string, string> {
  return {
    client_id: emulator.app.clientId,
    client_secret: emulator.app.clientSecret,
    code,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
  };
}

export async function postForm(
  emulator: Emulator,
  path: string,
  form: Record<string, string>,
): Promise<Response> {
  const body = new URLSearchParams(form);
  return emulator.fetch(new Request(`https://graph.threads.com${path}`, { method: 'POST', body }));
}

export async function get(
  emulator: Emulator,
  path: string,
  query: Record<string, string>,
): Promise<Response> {
  return emulator.fetch(new Request(`https://graph.threads.com${path}?${new URLSearchParams(query)}`));
}

/** Goes through the consent page and exchanges the code. */
export async function obtainShortToken(emulator: Emulator, form: ConsentForm = []): Promise<string> {
  const response = await postForm(
    emulator,
    '/oauth/access_token',
    exchange(emulator, await obtainCode(emulator, form)),
  );
  return (await response.json()).access_token;
}

/** What `debug_token` says about a token. */
export async function debugToken(emulator: Emulator, inputToken: string): Promise<Record<string, unknown>> {
  const { accessToken } = emulator.issueToken({ username: 'alice' });
  const response = await get(emulator, '/v1.0/debug_token', {
    access_token: accessToken,
    input_token: inputToken,
  });
  return (await response.json()).data;
}
