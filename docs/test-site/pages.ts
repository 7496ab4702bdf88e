import { globSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HTMLElement, parse } from 'node-html-parser';

/** Where the built site is. */
export const site: string = fileURLToPath(new URL('../site', import.meta.url));

/** The pages of the site, by their path in it. */
export function readPages(): ReadonlyMap<string, HTMLElement> {
  const paths = globSync('**/*.html', { cwd: site }).map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.sort().map((path) => [path, parse(readFileSync(`${site}/${path}`, 'utf8'))]));
}

/** The text of a page, without what all pages have: the header, the navigation, the footer. */
export function textOf(page: HTMLElement): string {
  return page.querySelector('.col-content')?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
}

/** The links of a page that lead to no file of the site, or to no place on its page. */
export function findDeadLinks(
  path: string,
  pages: ReadonlyMap<string, HTMLElement>,
  files: ReadonlySet<string>,
): string[] {
  const links = pages.get(path)?.querySelectorAll('[href], [src]') ?? [];
  return links
    .map((link) => link.getAttribute('href') ?? link.getAttribute('src') ?? '')
    .filter((link) => !/^(https?:|mailto:|data:)/.test(link))
    .filter((link) => !leadsSomewhere(link, path, pages, files))
    .map((link) => `${path}: ${link}`);
}

function leadsSomewhere(
  link: string,
  from: string,
  pages: ReadonlyMap<string, HTMLElement>,
  files: ReadonlySet<string>,
): boolean {
  const [file = '', anchor] = link.split('#').map(decodeURIComponent);
  const target = file === '' ? from : posix.join(dirname(from), file);
  if (!files.has(target)) return false;
  if (anchor === undefined || anchor === '' || !target.endsWith('.html')) return true;
  return (
    pages
      .get(target)
      ?.querySelectorAll('[id]')
      .some(({ id }) => id === anchor) ?? false
  );
}
