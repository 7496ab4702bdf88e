import { expect } from 'vitest';

const isPage = /^(\/v\d+\.\d+)?(\/*|\/@[^/]+(\/post\/[^/]+)?\/*|\/__emulator(\/.*)?|\/oauth\/authorize\/*)$/;

const ownScripts = /<script type="module" src="\/__emulator\/(?:workbench|requests)\.js"><\/script>/g;

/** Checks what every answer to whatever request has to be. */
export async function judge(request: Request, response: Response): Promise<void> {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const path = new URL(request.url).pathname;
  if (type.startsWith('text/html')) {
    expect(path).toMatch(isPage);
    expect(request.method).toMatch(/^(GET|HEAD)$/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    // Those of the pages themselves are the only ones.
    const foreign = text.replaceAll(ownScripts, '');
    expect(foreign).not.toMatch(/<script|<img src=x|href="javascript:/i);
    return;
  }
  if (type.startsWith('text/css')) return;
  if (/^(\/v\d+\.\d+)?\/__emulator(\/|$)/.test(path)) {
    expect([response.status, text]).toEqual([404, 'The emulator has no such page.']);
    return;
  }
  if (request.method === 'OPTIONS') {
    expect([response.status, text]).toEqual([204, '']);
    return;
  }
  if (response.status === 302) {
    expect(path).toMatch(/\/oauth\/authorize\/*$/);
    return;
  }
  expect(type).toBe('application/json');
  if (request.method === 'HEAD') return;
  const body: unknown = JSON.parse(text);
  if (response.ok) {
    expect(body).not.toHaveProperty('error');
    // What is absent is left out.
    expect(hasNull(body)).toBe(false);
    return;
  }
  expect(response.status).toBeGreaterThanOrEqual(400);
  if (/\/oauth\/authorize\/*$/.test(path) && !text.startsWith('{"error":')) {
    expect(body).toEqual({ error_message: expect.any(String), error_code: expect.any(Number) });
  } else if (text.startsWith('{"error_type":')) {
    expect(path).toMatch(/\/oauth\/access_token\/*$/);
    expect(body).toEqual({ error_type: 'OAuthException', code: 400, error_message: expect.any(String) });
  } else {
    expect(body).toEqual({
      error: expect.objectContaining({
        message: expect.any(String),
        type: expect.stringMatching(/^(OAuth|THApi)Exception$/),
        code: expect.any(Number),
        fbtrace_id: expect.stringMatching(/^A[\w-]{10}$/),
      }),
    });
  }
}

function hasNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some((member) => hasNull(member));
}
