import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { authorizationUrl, redirectUri } from '../oauth-flow.ts';

const chromium = await chromiumForTests();

// What the attacker's DNS does, at last; and nothing of what browsers do against it.
const flags = [
  '--host-resolver-rules=MAP evil.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights',
];

/** What is sent, as data that goes into the browser. */
interface Init {
  readonly method?: string;
  readonly mode?: 'no-cors';
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

describe.skipIf(chromium === undefined)('a page of the web, in a browser', () => {
  const openTab = useBrowser(chromium, flags);
  let emulator: Emulator;
  let served: ServedEmulator;
  let port: string;

  beforeEach(async () => {
    emulator = createEmulator({
      app: { redirectUris: [redirectUri] },
      users: [{ username: 'alice', posts: ['Hello'] }],
    });
    served = await serve(emulator);
    ({ port } = new URL(served.url));
    return () => served.close();
  });

  /** Opens the attacker's page; the emulator itself has not seen it. */
  async function openAt(origin: string): Promise<Page> {
    const page = await openTab();
    await page.route(`${origin}/attack.html`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>A page</h1>' }),
    );
    await page.goto(`${origin}/attack.html`);
    return page;
  }

  /** Sends it from the page, and gives what the page could read: status and text, or that it could read nothing. */
  const tryFrom = (page: Page, path: string, init: Init = {}): Promise<string> =>
    page.evaluate(
      async ([url, options]) => {
        try {
          const answer = await fetch(url, options);
          return `${answer.status} ${await answer.text()}`;
        } catch {
          return 'nothing';
        }
      },
      [path, init] as const,
    );

  const consent = (): string => {
    const { pathname, search } = authorizationUrl(emulator);
    return pathname + search;
  };

  const write = (body: string): Init => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });

  const submit = async (
    page: Page,
    action: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.evaluate(
      ([url, inputs]) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = url;
        for (const [name, value] of Object.entries(inputs)) {
          const input = document.createElement('input');
          [input.name, input.value] = [name, value];
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      },
      [action, fields] as const,
    );
    return String((await answered).status());
  };

  // Of a clock that goes on, nothing but the time may change.
  const stateOf = (): unknown => ({ ...emulator.snapshot(), clock: undefined });

  it('reaches the emulator under a name of its own, gets nothing and changes nothing', async () => {
    const before = stateOf();
    const page = await openAt(`http://evil.test:${port}`);
    const answers = [
      await tryFrom(page, '/'),
      await tryFrom(page, '/__emulator/control/state'),
      await tryFrom(page, '/__emulator/control/reset', write('{}')),
      await tryFrom(page, '/__emulator/control/tokens', write('{"username":"alice"}')),
      await tryFrom(page, consent()),
    ];
    for (const answer of answers) {
      expect(answer).toMatch(/^403 .*does not answer under the name evil\.test/);
      expect(answer).not.toContain(emulator.app.clientSecret);
      expect(answer).not.toContain('alice');
    }
    expect(await submit(page, '/__emulator/faults', { fault: 'error:unexpected-error' })).toBe('403');
    expect(await submit(await openAt(`http://evil.test:${port}`), consent(), { decision: 'allow' })).toBe(
      '403',
    );
    expect(stateOf()).toEqual(before);
    expect([emulator.requests, emulator.faults]).toEqual([[], []]);
  });

  it('of another origin reads no page and no state, plans no fault and consents to nothing', async () => {
    const before = emulator.snapshot().store;
    const origin = 'http://evil.test:1';
    const page = await openAt(origin);
    for (const path of ['/', '/__emulator/requests', '/__emulator/control/state', consent()]) {
      expect(await tryFrom(page, served.url + path)).toBe('nothing');
    }
    expect(await tryFrom(page, `${served.url}/__emulator/control/reset`, write('{}'))).toBe('nothing');
    const asForm = { method: 'POST', body: 'decision=allow', mode: 'no-cors' } as const;
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await tryFrom(page, served.url + consent(), { ...asForm, headers: type })).toBe('0 ');
    expect(await submit(page, served.url + consent(), { decision: 'allow', username: 'alice' })).toBe('403');
    const again = await openAt(origin);
    expect(
      await submit(again, `${served.url}/__emulator/faults/plan`, { fault: 'error:unexpected-error' }),
    ).toBe('403');
    expect(emulator.snapshot().store).toEqual(before);
    expect(emulator.faults).toEqual([]);
  });

  it('that is an app in a browser calls the API with a token that it has', async () => {
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const page = await openAt('http://evil.test:1');
    const answer = await tryFrom(page, `${served.url}/v1.0/me?fields=username&access_token=${accessToken}`);
    expect(answer).toMatch(/^200 .*"username":"alice"/);
  });
});
