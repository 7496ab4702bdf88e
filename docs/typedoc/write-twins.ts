/**
 * Puts what typedoc has written as Markdown beside the pages of the site, under their addresses: `login.md` beside `login.html`.
 * And for programs that read all of it: `llms.txt`, the list of the pages, and `llms-full.txt`, the guides and the functions.
 *
 *     node typedoc/write-twins.ts
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readGuideGroups } from './guide-groups.ts';

const site = fileURLToPath(new URL('../site/', import.meta.url));
const twins = fileURLToPath(new URL('../.artifacts/twins/', import.meta.url));

const pages = globSync('**/*.html', { cwd: site })
  .map((path) => path.replaceAll('\\', '/').replace(/\.html$/, ''))
  .sort();

const texts = new Map(pages.map((page) => [page, readTwin(page)]));

function readTwin(page: string): string {
  return (
    readFileSync(`${twins}${page}.md`, 'utf8')
      // The README is the site's home, and files that pages link to stand in one folder.
      .replaceAll(/\]\(((?:\.\.\/)*)_media\/README\.md/g, ']($1index.md')
      .replaceAll(/\]\(((?:\.\.\/)*)_media\//g, ']($1media/')
      .replaceAll(/\]\(((?:\.\.\/)*documents\/[\w-]+)\.html/g, ']($1.md')
      // What only a browser shows.
      .replaceAll(/^<\/?(?:div|input|label)[^\n]*\n/gm, '')
      .replaceAll(/<pre><code>([^]*?)<\/code><\/pre>/g, (_, code: string) => code.replaceAll(/^/gm, '    '))
  );
}

/** The first sentence below the heading of a page. */
function summaryOf(text: string): string {
  const prose = text.replaceAll(/^ *```.*?^ *```$/gms, '');
  const paragraphs = prose.split('\n\n').map((paragraph) => paragraph.trim());
  const first = paragraphs.find((paragraph) => /^[\p{L}`[*]/u.test(paragraph)) ?? '';
  const [sentence = first] = /^.*?\.(?=\s|$)/s.exec(first) ?? [];
  return sentence
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .replace(/:$/, '.');
}

function line(page: string): string {
  const text = texts.get(page);
  if (text === undefined) throw new Error(`The site has no ${page}.html.`);
  const [, title = page] = /^# (.+)\n/.exec(text) ?? [];
  return `- [${title.replaceAll('\\', '')}](${page}.md): ${summaryOf(text)}`;
}

const groups = readGuideGroups().map(({ title, guides }) => ({
  title,
  pages: [...new Set(guides)].map((guide) => guide.replace(/^docs\/guides\/(.+)\.md$/, 'documents/$1')),
}));
const guides = groups.flatMap((group) => group.pages);
// Without the entries of a package, which its page names.
const packages = pages.filter((page) => /^modules\/[^.]+$/.test(page));
const functions = pages.filter((page) => page.startsWith('functions/'));

const home = texts.get('index') ?? '';
const list = [
  '# threads-sdk',
  `> ${summaryOf(home)}`,
  'Each page has a twin in Markdown at the same address, with `.md` in place of `.html`. All guides and functions in one file: [llms-full.txt](llms-full.txt).',
  ...groups.map((group) => `## ${group.title}\n\n${group.pages.map(line).join('\n')}`),
  `## Packages\n\n${[...packages, 'documents/changelog'].map(line).join('\n')}`,
].join('\n\n');

for (const [page, text] of texts) writeFileSync(`${site}${page}.md`, text);
// Papers of the repository that have no page. They link as their folder wants it, two below the root.
for (const paper of globSync('media/*.md', { cwd: site })) {
  const text = readFileSync(`${site}${paper}`, 'utf8');
  writeFileSync(
    `${site}${paper}`,
    text
      .replaceAll('](../../docs/guides/', '](../documents/')
      .replaceAll('](../../README.md', '](../index.md'),
  );
}
writeFileSync(`${site}llms.txt`, `${list}\n`);
writeFileSync(
  `${site}llms-full.txt`,
  [...guides, ...functions].map((page) => `<!-- ${page}.md -->\n\n${texts.get(page) ?? ''}`).join('\n\n'),
);
