import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { callerOf, createTown, publishText } from '../api.ts';
import { openPage } from './open-page.ts';

describe('hostile text', () => {
  it('stays text wherever it is shown', async () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) https://x.example/"onclick="alert(1)`;
    const emulator = createEmulator({
      users: [
        {
          username: 'mallory',
          name: hostile,
          biography: hostile,
          posts: [{ text: hostile, topicTag: hostile, link: 'javascript:alert(1)' }],
        },
      ],
      app: { name: hostile },
    });
    const mallory = callerOf(emulator, 'mallory');
    await publishText(mallory, hostile);
    // Into paths, names of parameters, answers and the sentences of errors.
    await mallory.get('/me/threads', { fields: 'text', [hostile]: hostile });
    await mallory.get('/me', { fields: `<script>alert(1)</script>` });
    await mallory.get(`/${encodeURIComponent(hostile)}`);
    await mallory.get('/<script>alert(1)</script>/"onclick="alert(1)/x');
    emulator.planFault({ kind: 'html', match: { [hostile]: hostile } });
    await mallory.post('/me/threads', { media_type: 'TEXT', text: hostile });
    const post = /href="(\/@mallory\/post\/[^"]+)"/.exec((await openPage(emulator, '/')).html)?.[1] ?? '';
    const tools = ['requests', 'containers', 'webhooks', 'clock', 'faults'].map(
      (tool) => `/__emulator/${tool}`,
    );
    const pages = ['/', '/@mallory', post, '/@<script>alert(1)</script>', '/__emulator', ...tools];
    for (const path of [...pages, `/__emulator/requests?${new URLSearchParams({ search: hostile })}`]) {
      const page = await openPage(emulator, path);
      const html = page.html.replaceAll(
        /<script type="module" src="\/__emulator\/(?:workbench|requests)\.js"><\/script>/g,
        '',
      );
      expect(html).not.toMatch(/<script|<img src="?x/i);
      // What stands in quotes is a value, and quotes in it are escaped.
      expect(html.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[^>]*\son\w+=/i);
      expect(html).not.toMatch(/(?:href|src|action)="\s*javascript:/i);
      expect(html).not.toMatch(/\sstyle=/);
    }
  });
});

const workbench = [
  '/',
  '/@alice',
  '/@nobody',
  '/__emulator',
  '/__emulator/requests',
  '/__emulator/containers',
  '/__emulator/webhooks',
  '/__emulator/clock',
  '/__emulator/faults',
];

describe('every page', () => {
  it('runs the emulator’s own scripts alone, is not framed, and is never cached', async () => {
    const { emulator } = createTown();
    for (const path of workbench) {
      const { headers } = await openPage(emulator, path);
      const policy = headers.get('content-security-policy')?.split('; ') ?? [];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("connect-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.join()).not.toContain('unsafe');
      // With no-referrer a browser would hide from the forms' target where they come from.
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('on which a person decides runs no script', async () => {
    const { emulator } = createTown();
    const { clientId, redirectUris } = emulator.app;
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUris[0] ?? '',
      response_type: 'code',
      scope: 'threads_basic',
    });
    const { headers, html } = await openPage(emulator, `/oauth/authorize?${query}`);
    expect(headers.get('content-security-policy')).not.toContain('script-src');
    expect(html).not.toContain('<script');
  });

  it('says what it loads from elsewhere, since the images of a post may be anywhere', async () => {
    const media = [{ image: 'https://images.example/a.png' }];
    const { emulator } = createTown({
      users: [{ username: 'alice', posts: [{ media }] }, { username: 'bob' }],
    });
    for (const path of workbench) {
      const { headers, html } = await openPage(emulator, path);
      const [footer] = /<footer.*<\/footer>/s.exec(html) ?? [''];
      expect(headers.get('content-security-policy')).toContain('img-src http: https:');
      expect(footer).toContain('nothing is posted to Threads');
      expect(footer).toMatch(/Your browser loads the pictures and videos\s+of posts from where they are\./);
    }
    expect((await openPage(emulator, '/')).html).toContain('<img src="https://images.example/a.png"');
  });

  it('has one heading, one main landmark and a language', async () => {
    const { emulator } = createTown();
    for (const path of workbench) {
      const { html } = await openPage(emulator, path);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html.match(/<main/g)).toHaveLength(1);
      expect(html).toMatch(/^<!doctype html><html lang="en">/);
    }
  });

  it('finds its stylesheet', async () => {
    const { emulator } = createTown();
    const path =
      /<link rel="stylesheet" href="([^"]+)"/.exec((await openPage(emulator, '/')).html)?.[1] ?? '';
    const { status, headers, html } = await openPage(emulator, path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(html).toContain('prefers-color-scheme: dark');
  });
});
