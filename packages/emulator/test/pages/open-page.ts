import { expect } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { callerOf } from '../api.ts';

/** A page as it came over the wire. */
export interface OpenedPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

/** Opens the page at a path; no page shows what only a program understands. */
export async function openPage(emulator: Emulator, path: string): Promise<OpenedPage> {
  const response = await emulator.fetch(new Request(new URL(path, 'http://localhost:4000')));
  const html = await response.text();
  expect(html).not.toMatch(/\b(?:undefined|NaN|Infinity|Invalid Date)\b|\[object /);
  return { status: response.status, headers: response.headers, html };
}

/** The path of a post's permalink. */
export async function permalinkPath(emulator: Emulator, id: string): Promise<string> {
  const { body } = await callerOf(emulator, 'alice').get(`/${id}`, { fields: 'permalink' });
  return new URL(String(body['permalink'])).pathname;
}

/** The figures below the post with this text, by their names: `Like`, `Reply`, `Repost`, `Views`. */
export function figuresOf(html: string, text: string): Readonly<Record<string, string>> {
  const post = html.slice(html.indexOf(text)).split('</article>')[0] ?? '';
  const figures = post.matchAll(/<span class="unseen">(\w+)<\/span> <span class="figure">([^<]*)</g);
  return Object.fromEntries([...figures].map(([, name = '', figure = '']) => [name, figure]));
}

/** The text of a code that can be copied. */
export function codeIn(html: string, id: string): string {
  const code = new RegExp(`id="${id}"><code>([^<]*)</code>`).exec(html)?.[1] ?? '';
  const entities: Readonly<Record<string, string>> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' };
  return code.replaceAll(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => entities[name] ?? '');
}
