import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommentDisplayPart } from 'typedoc';
import { changelogPage } from '../typedoc/changelog-page.ts';
import { replaceFolderLinks } from '../typedoc/folder-links.ts';
import { pageLinks, sourceOptions } from '../typedoc/page-links.ts';
import { site } from './pages.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const list = (pattern: string): string[] =>
  globSync(pattern, { cwd: site }).map((path) => path.replaceAll('\\', '/'));
const read = (path: string): string => readFileSync(join(site, path), 'utf8');
const pages = list('**/*.html');

/** The links in the prose of a page in Markdown. */
function linksOf(text: string): string[] {
  const prose = text.replaceAll(/^ *```.*?^ *```$/gms, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
}

describe('the Markdown of the site', () => {
  it('stands beside each page, and each page leads to it', () => {
    expect(pages.length).toBeGreaterThan(400);
    const alone = pages.filter((page) => {
      const twin = page.replace(/html$/, 'md');
      return !existsSync(join(site, twin)) || !read(page).includes(`<a href="${posix.basename(twin)}">`);
    });
    expect(alone).toEqual([]);
  });

  it('has a heading on every page, and no link that leads nowhere', () => {
    const twins = pages.map((page) => page.replace(/html$/, 'md'));
    expect(twins.filter((twin) => !/^# \S/.test(read(twin)))).toEqual([]);
    const dead = list('**/*.md').flatMap((twin) =>
      linksOf(read(twin))
        .filter((link) => !existsSync(join(site, dirname(twin), decodeURIComponent(link))))
        .map((link) => `${twin}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it.each(['login', 'reading', 'publishing'])('is for a guide what its author wrote: %s', (guide) => {
    const source = readFileSync(`${root}docs/guides/${guide}.md`, 'utf8');
    const headings = source.replaceAll(/^ *```.*?^ *```$/gms, '').match(/^#+ .+$/gm) ?? [];
    expect(headings.length).toBeGreaterThan(5);
    expect(headings.filter((heading) => !read(`documents/${guide}.md`).includes(`${heading}\n`))).toEqual([]);
  });

  it('says of each error of a function which class it has', () => {
    expect(read('functions/_threads-sdk_publish.publish.md')).toContain('`InvalidInputError` if the post');
  });

  it('is listed in llms.txt, and the guides and functions are whole in llms-full.txt', () => {
    const index = read('llms.txt');
    const guides = globSync('docs/guides/*.md', { cwd: root }).map((path) => posix.basename(path));
    expect(guides.filter((guide) => !index.includes(`](documents/${guide})`))).toEqual([]);
    expect(linksOf(index).filter((link) => !existsSync(join(site, link)))).toEqual([]);
    expect(index).toContain('](documents/changelog.md)');
    // What a page is about, and not the program that it begins with.
    expect(index.match(/^- .*(?:```|: $)/gm)).toBeNull();
    expect(Buffer.byteLength(index)).toBeLessThan(20_000);

    const all = read('llms-full.txt');
    const wanted = [...guides.map((guide) => `documents/${guide}`), ...list('functions/*.md')];
    expect(wanted.filter((path) => !all.includes(`<!-- ${path} -->\n\n${read(path)}`))).toEqual([]);
  });
});

describe('links to where a page is made', () => {
  const address = 'https://example.com/threads-sdk';

  it('are left out while the repository has no address', () => {
    const placeholder = 'https://repository.invalid/threads-sdk';
    expect(pageLinks('documents/login.html', 'login', placeholder)).toBe(
      '<p class="page-links"><a href="login.md">This page as Markdown</a></p>',
    );
    expect(sourceOptions(placeholder, '/threads-sdk')).toEqual({ disableSources: true });
    expect(pages.filter((page) => read(page).includes('repository.invalid'))).toEqual([]);
  });

  it('lead to the sources once it has one', () => {
    expect(pageLinks('documents/login.html', 'login', address)).toContain(
      '<a href="https://example.com/threads-sdk/edit/main/docs/guides/login.md">Edit this page</a>',
    );
    expect(pageLinks('documents/changelog.html', 'changelog', address)).not.toContain('Edit');
    expect(sourceOptions(address, '/threads-sdk')).toEqual({
      disableSources: false,
      displayBasePath: '/threads-sdk',
      sourceLinkTemplate: 'https://example.com/threads-sdk/blob/main/{path}#L{line}',
    });
  });
});

describe('a link to a folder of the repository', () => {
  const shown = (address: string, path: string): string => {
    const content: CommentDisplayPart[] = ['See [it](', path, ') and [that](b.md).'].map((text) => ({
      kind: 'text',
      text,
    }));
    const pathOf = ({ text }: CommentDisplayPart): string | undefined =>
      text === path ? join(root, path) : undefined;
    replaceFolderLinks(content, pathOf, root, address);
    return content.map(({ text }) => text).join('');
  };

  it.each([
    ['https://example.com/sdk', 'docs/guides', 'See [it](https://example.com/sdk/tree/main/docs/guides) and'],
    ['https://repository.invalid/threads-sdk', 'docs/guides', 'See it (`docs/guides`) and'],
    ['https://example.com/sdk', 'docs/guides/login.md', 'See [it](docs/guides/login.md) and'],
  ])('leads to %s: %s', (address, path, text) => {
    expect(shown(address, path)).toBe(`${text} [that](b.md).`);
  });
});

describe('the changelog', () => {
  const folder = mkdtempSync(join(tmpdir(), 'changelog-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says before the first release that there is none, and what it will bring', () => {
    mkdirSync(join(folder, '.changeset'));
    writeFileSync(join(folder, '.changeset/one.md'), "---\n'b': minor\n'a': major\n---\n\nNew.\n\nSecond.\n");
    expect(changelogPage(folder)).toMatch(
      /Nothing is released yet\.[^]*## Not released yet\n\n- `a`, `b`: New\.\n {2}\n {2}Second\.$/,
    );
  });

  it('has what each package brought once it is released', () => {
    rmSync(join(folder, '.changeset/one.md'));
    mkdirSync(join(folder, 'packages/a'), { recursive: true });
    writeFileSync(join(folder, 'packages/a/CHANGELOG.md'), '# a\n\n## 1.0.0\n\n- New.\n');
    const page = changelogPage(folder);
    expect(page).toContain('## a\n\n### 1.0.0\n\n- New.');
    expect(page).not.toMatch(/Nothing is released|Not released/);
  });

  it('refuses a changeset that names no package', () => {
    writeFileSync(join(folder, '.changeset/odd.md'), 'No head.\n');
    expect(() => changelogPage(folder)).toThrow('.changeset/odd.md names no package.');
  });

  it('is a page of the site', () => {
    expect(read('documents/changelog.html')).toContain('Not released yet');
  });
});
