import { accessibilityFaults, chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { describe, expect, it } from 'vitest';
import { serveEmulator } from '../serve-emulator.ts';
import { createMachine, type Running } from '../threads.ts';
import { consentAddress, freePort } from './consent.ts';

const chromium = await chromiumForTests();
const redirectUri = `https://localhost:${await freePort()}/callback`;
const { url } = await serveEmulator({
  app: { clientId: '123456', clientSecret: 'the-secret', redirectUris: [redirectUri] },
  users: [{ username: 'alice' }, { username: 'bob' }],
});

describe.skipIf(chromium === undefined)('a login in Chromium', () => {
  const openTab = useBrowser(chromium);
  const begin = (): Running =>
    createMachine({
      THREADS_EMULATOR: url,
      THREADS_APP_ID: '123456',
      THREADS_API_SECRET: 'the-secret',
      THREADS_REDIRECT_URI: redirectUri,
    }).start(['login']);

  it('is done by who goes on after the warning, and the page says so', async () => {
    const login = begin();
    const page = await openTab({ ignoreHTTPSErrors: true, bypassCSP: true });
    await page.goto(await login.shown('stderr', consentAddress));
    await page.getByRole('radio', { name: /@bob/ }).check();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Logged in as bob' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await login.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Logged in as bob.'),
    });
  });

  it('is done by who pastes the address of the page with the warning', async () => {
    const login = begin();
    const page = await openTab();
    await page.goto(await login.shown('stderr', consentAddress));
    const failed = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Allow' }).click();
    const request = await failed;
    expect(request.failure()?.errorText).toContain('ERR_CERT_AUTHORITY_INVALID');
    login.write(request.url());
    expect(await login.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Logged in as alice.'),
    });
  });

  it('is ended by who says no', async () => {
    const login = begin();
    const page = await openTab({ ignoreHTTPSErrors: true });
    await page.goto(await login.shown('stderr', consentAddress));
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'Not logged in' }).waitFor();
    expect(await login.ended).toMatchObject({ code: 1, stdout: '' });
  });
});
