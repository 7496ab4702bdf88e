import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program made of code blocks of one page. */
export interface Snippet {
  /** File name that tells the page and the line of its first block. */
  readonly name: string;
  readonly code: string;
}

/**
 * Collects the programs of every README and guide: each `ts` block is a program, and a `ts continued` block goes on
 * with the one before.
 */
export function readSnippets(): Snippet[] {
  return readPages().flatMap(([page, markdown]) => snippetsOf(page, markdown));
}

function readPages(): [page: string, markdown: string][] {
  const pages = ['README.md', 'packages/*/README.md', 'docs/guides/*.md'].flatMap((pattern) =>
    globSync(pattern, { cwd: root }),
  );
  return pages.sort().map((page) => [page, readFileSync(`${root}/${page}`, 'utf8')]);
}

/** Lines of a file that a page shows. */
export interface Quote {
  readonly page: string;
  readonly file: string;
  readonly code: string;
}

/** Collects the `ts from a/file.ts` blocks of the pages, and those in other languages, which show what stands there. */
export function readQuotes(): Quote[] {
  return readPages().flatMap(([page, markdown]) =>
    [...markdown.matchAll(/^```\w+ from (\S+)\n(.*?)^```$/gms)].map(([, file = '', code = '']) => ({
      page,
      file,
      code,
    })),
  );
}

/** Whether a file has these lines one after the other, however far they are indented. */
export function isQuoted({ file, code }: Quote): boolean {
  const lines = (text: string): string => text.replaceAll(/^[ \t]+/gm, '');
  return `\n${lines(readFileSync(`${root}/${file}`, 'utf8'))}`.includes(`\n${lines(code)}`);
}

/** Collects the examples of the doc comments. They name ids that exist nowhere, so they are compiled and not run. */
export function readDocExamples(): Snippet[] {
  return globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !/\.test(-d)?\.ts$/.test(file))
    .sort()
    .flatMap((file) => {
      const comments = readFileSync(`${root}/${file}`, 'utf8').matchAll(/^ *\/\*\*\n(?: *\*.*\n)+/gm);
      const text = [...comments].map(([comment]) => comment.replaceAll(/^ *\* ?/gm, '')).join('\n');
      return snippetsOf(`example ${file}`, text);
    });
}

function snippetsOf(page: string, markdown: string): Snippet[] {
  const snippets: Snippet[] = [];
  const blocks = markdown.matchAll(/^```ts( continued)?\n(.*?)^```$/gms);
  for (const { 1: continued, 2: code = '', index } of blocks) {
    const previous = snippets.at(-1);
    if (continued && previous) {
      snippets[snippets.length - 1] = { ...previous, code: `${previous.code}\n${code}` };
    } else {
      const line = markdown.slice(0, index).split('\n').length;
      const name = page.replaceAll(/[ /.]/g, '-').toLowerCase();
      snippets.push({ name: `${name}-line-${line}.ts`, code });
    }
  }
  return snippets;
}
