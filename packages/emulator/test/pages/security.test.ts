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
    const post = /href="(\/@mallory\/post\/[^"]+)"/.exec((await openPage(emulator, '/')).html)?.[1] ?? '';
    for (const path of ['/', '/@mallory', post, '/__emulator/requests', '/@<script>alert(1)</script>']) {
      const page = await openPage(emulator, path);
      // The one script that there is.
      const html = page.html.replace('<script type="module" src="/__emulator/inspector.js"></script>', '');
      expect(html).not.toMatch(/<script|<img src="?x|<[^>]*\sonclick=|<[^>]*\sonerror=/i);
      expect(html).not.toMatch(/(?:href|src|action)="\s*javascript:/i);
      expect(html).not.toMatch(/\sstyle=/);
    }
  });
});

describe('every page', () => {
  it('forbids scripts, framing and referrers, and is never cached', async () => {
    const { emulator } = createTown();
    for (const path of ['/', '/@alice', '/@nobody']) {
      const { headers } = await openPage(emulator, path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('script-src');
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('allows the request inspector its own script and its own events, and nothing else', async () => {
    const { emulator } = createTown();
    const policyOf = async (path: string): Promise<readonly string[]> =>
      (await openPage(emulator, path)).headers.get('content-security-policy')?.split('; ') ?? [];
    const policy = await policyOf('/__emulator/requests');
    expect(policy).toEqual([...(await policyOf('/')), "script-src 'self'", "connect-src 'self'"]);
    // With no-referrer a browser would hide from the forms' target where they come from.
    const { headers } = await openPage(emulator, '/__emulator/requests');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('has one heading, one main landmark and a language', async () => {
    const { emulator } = createTown();
    for (const path of ['/', '/@alice', '/@nobody', '/__emulator/requests']) {
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
