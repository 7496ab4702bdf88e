import { accessibilityFaults, chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppServer, startAppServer } from './app-server.ts';
import { createGallery, type Gallery } from './gallery.ts';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('every page in a browser', () => {
  const openTab = useBrowser(chromium);
  let app: AppServer;
  let gallery: Gallery;
  let served: ServedEmulator;

  beforeAll(async () => {
    app = await startAppServer();
    gallery = await createGallery(app.url);
    gallery.emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer' });
    await gallery.alice.get('/me', { fields: 'nonsense' });
    served = await serve(gallery.emulator);
  });
  afterAll(async () => {
    await served.close();
    await app.close();
  });

  const pages: readonly (readonly [string, (gallery: Gallery) => string])[] = [
    ['the timeline', () => '/'],
    ['a profile', () => '/@alice'],
    ['a post with replies', ({ conversation }) => conversation],
    ['the overview', () => '/__emulator'],
    ['the requests', () => '/__emulator/requests'],
    ['the containers', () => '/__emulator/containers'],
    ['the webhooks', () => '/__emulator/webhooks'],
    ['the clock', () => '/__emulator/clock'],
    ['the faults', () => '/__emulator/faults'],
    ['what is not there', () => '/@nobody'],
    [
      'the consent page',
      ({ emulator: { app: client } }) =>
        `/oauth/authorize?${new URLSearchParams({
          client_id: client.clientId,
          redirect_uri: client.redirectUris[0] ?? '',
          response_type: 'code',
          scope: 'threads_basic,threads_content_publish,threads_delete',
        })}`,
    ],
  ];

  it.each(pages)('has no serious fault in %s, folded parts opened, light or dark', async (_name, path) => {
    const page = await openTab({ viewport: { width: 1000, height: 900 }, bypassCSP: true });
    const answer = await page.goto(served.url + path(gallery));
    expect(answer?.status()).toBeLessThan(500);
    // Parts that are shown once something is chosen.
    await page.addStyleTag({ content: '.fault-fields { display: grid !important; }' });
    await page.locator('details').evaluateAll((elements) => {
      for (const element of elements) element.setAttribute('open', '');
    });
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
