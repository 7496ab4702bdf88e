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
    await publishText(callerOf(emulator, 'mallory'), hostile);
    const post = /href="(\/@mallory\/post\/[^"]+)"/.exec((await openPage(emulator, '/')).html)?.[1] ?? '';
    for (const path of ['/', '/@mallory', post, '/__emulator/requests', '/@<script>alert(1)</script>']) {
      const { html } = await openPage(emulator, path);
      expect(html).not.toMatch(/<script|<img src="?x|<[^>]*\sonclick=|<[^>]*\sonerror=/i);
      expect(html).not.toMatch(/(?:href|src|action)="\s*javascript:/i);
      expect(html).not.toMatch(/\sstyle=/);
    }
  });
});

describe('every page', () => {
  it('forbids scripts, framing and referrers, and is never cached', async () => {
    const { emulator } = createTown();
    for (const path of ['/', '/@alice', '/@nobody', '/__emulator/requests']) {
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
