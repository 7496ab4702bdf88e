import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { pressAllow } from '../examples/press-allow.ts';
import { type LoginSite, startLoginSite } from './login-site.ts';

/** A browser without pictures: it keeps the cookies of one site and follows nothing. */
function createVisitor(site: string): (path: string, init?: RequestInit) => Promise<Response> {
  const cookies = new Map<string, string>();
  return async (path, init) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, site), { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = '', maxAge] = /^([^=]+)=([^;]*); Max-Age=(\d+)/.exec(line) ?? [];
      if (maxAge === '0') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
}

describe.each(['Hono', 'Express'] as const)('the login example in %s', (framework) => {
  let site: LoginSite;
  let visit: ReturnType<typeof createVisitor>;
  let consoleError: MockInstance<typeof console.error>;

  /** The codes of what was logged; the route of Next.js logs to the console. */
  const logged = (): unknown =>
    [...site.logged, ...consoleError.mock.calls.flat()].map((error) => Object(error).code);

  beforeEach(async () => {
    consoleError = vi.spyOn(console, 'error').mockReturnValue(); // kept out of the output
    site = await startLoginSite({ framework });
    visit = createVisitor(site.url);
  });
  afterEach(() => site.close());

  /** Logs in, and returns the answer to the callback. */
  async function logIn(path = '/login'): Promise<Response> {
    const { headers } = await visit(path);
    return visit(await pressAllow(headers.get('location') ?? ''));
  }

  it('logs a person in, shows who it is, and logs them out', async () => {
    expect(await (await visit('/')).text()).toContain('Log in with Threads');
    const answer = await logIn();
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/#']);
    const home = await visit('/');
    expect(home.headers.get('content-type')).toMatch(/^text\/html/);
    const html = await home.text();
    expect(html).toContain('@mika.in.kyoto');
    expect(html).toContain('Packing light this time.');
    expect(html).toContain('&#60;b&#62;Two notebooks&#60;/b&#62; &#38; one camera.');
    expect(html).toContain('1234 followers');

    const loggedOut = await visit('/logout', { method: 'POST' });
    expect([loggedOut.status, loggedOut.headers.get('location')]).toEqual([303, '/']);
    expect(await (await visit('/')).text()).toContain('Log in with Threads');
  });

  it('keeps the state and the session in cookies that no script reads', async () => {
    const begun = (await visit('/login')).headers.getSetCookie();
    expect(begun).toEqual([
      expect.stringMatching(/^login=[\w-]{43}\/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const [ended, kept, ...others] = (await logIn()).headers.getSetCookie();
    expect(ended).toBe('login=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
    expect(kept).toMatch(/^session=[\w.-]+; Max-Age=5\d{6}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(kept?.length).toBeLessThan(4000);
    expect(others).toEqual([]);
  });

  it('returns to a path of the site, and to no other site', async () => {
    const target = async (path: string): Promise<string | null> =>
      (await logIn(`/login?return_to=${encodeURIComponent(path)}`)).headers.get('location');
    expect(await target('/data-deletion?a=1')).toBe('/data-deletion?a=1#');
    expect(await target('//elsewhere.example')).toBe('/#');
    expect(await target('https://elsewhere.example')).toBe('/#');
  });

  it('refuses a forged state and a callback without a login', async () => {
    const callback = await pressAllow((await visit('/login')).headers.get('location') ?? '');
    const stranger = createVisitor(site.url);
    const unasked = await stranger(callback);
    expect([unasked.status, await unasked.text()]).toEqual([
      400,
      expect.stringContaining('did not begin here'),
    ]);
    const forged = await visit(callback.replace(/state=[\w-]+/, 'state=forged'));
    expect([forged.status, await forged.text()]).toEqual([
      400,
      expect.stringContaining('did not begin here'),
    ]);
    expect(logged()).toEqual(['AUTHORIZATION_STATE_MISMATCH']);
    expect(site.emulator.requests.filter(({ operation }) => operation === 'exchangeCode')).toEqual([]);
  });

  it('ends a session that it did not seal', async () => {
    const { status, headers } = await fetch(site.url, { headers: { cookie: 'session=of.somebody..else.' } });
    expect(status).toBe(400);
    expect(logged()).toEqual(['SEAL_INVALID']);
    expect(headers.getSetCookie()).toContain('session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
  });

  it('answers the callbacks of Meta, and nobody else', async () => {
    await site.emulator.deauthorize({ username: 'mika.in.kyoto' });
    expect(site.emulator.callbacks).toMatchObject([{ kind: 'deauthorize', status: 200 }]);
    const confirmation = await site.emulator.requestDataDeletion({ username: 'mika.in.kyoto' });
    expect(confirmation).toMatchObject({ url: `${site.url}/data-deletion` });
    expect(await (await visit(confirmation?.url ?? '')).text()).toContain('Nothing is left');

    const known = [...site.forgotten];
    const payload = btoa(JSON.stringify({ algorithm: 'HMAC-SHA256', user_id: '1' })).replaceAll('=', '');
    for (const path of ['/deauthorize', '/data-deletion']) {
      const body = new URLSearchParams({ signed_request: `${'A'.repeat(43)}.${payload}` });
      expect((await visit(path, { method: 'POST', body })).status).toBe(401);
    }
    expect(site.forgotten).toEqual(known);
  });
});
