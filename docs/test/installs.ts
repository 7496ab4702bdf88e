import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The pages that people install from: READMEs and guides. */
export const pages: readonly string[] = ['README.md', 'packages/*/README.md', 'docs/guides/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((page) => page.replaceAll('\\', '/'))
  .sort();

/**
 * The packages that a page has somebody import before it tells to install them. What it imports is in its blocks of code, in the
 * files that these quote or import, and in the files of the example that it stands for. A section that installs `threads-sdk`
 * begins a project anew, since a page may have several for one to choose from.
 *
 * @param page from the root of the repository; where its links and imports begin
 */
export function lackingOn(page: string, markdown: string): string[] {
  const lacking = new Set<string>();
  const everywhere = new Set<string>();
  let installed = new Set<string>();
  for (const section of markdown.split(/^(?=## )/m)) {
    const here = installedIn(section);
    installed = new Set(here.includes('threads-sdk') ? here : [...installed, ...here]);
    for (const name of here) everywhere.add(name);
    for (const name of importedIn(page, section)) if (!installed.has(name)) lacking.add(name);
  }
  for (const name of importedBy(filesOfExample(page))) if (!everywhere.has(name)) lacking.add(name);
  return [...lacking].sort();
}

/** The files of an example of a framework that a page has somebody import, and does not show. */
export function unshownOn(markdown: string): string[] {
  const shown = [...markdown.matchAll(/^```\w+ from (docs\/frameworks\/\S+)$/gm)].map(
    ([, file = '']) => file,
  );
  return reachedFiles(shown).filter((file) => !shown.includes(file));
}

/** The packages that a section shows imports of. */
function importedIn(page: string, section: string): string[] {
  const blocks = [
    ...section.matchAll(/^```(?:[cm]?[jt]sx?|typescript|svelte|vue|astro)\b([^\n]*)\n(.*?)^```$/gms),
  ];
  const code = blocks.map(([, , text = '']) => text);
  const quoted = blocks.flatMap(([, words = '']) => /^ from (\S+)$/.exec(words)?.[1] ?? []);
  return [
    ...code.flatMap(importedPackages),
    ...importedBy([...quoted, ...code.flatMap((text) => relativeImports(page, text))]),
  ];
}

/** The packages that files import, and what they import of this repository. */
function importedBy(files: readonly string[]): string[] {
  return reachedFiles(files).flatMap((file) => importedPackages(readFileSync(join(root, file), 'utf8')));
}

/** What commands that make a project bring along, of what the pages import. */
const starters: Readonly<Record<string, readonly string[]>> = {
  'npx create-next-app@latest ': ['next', 'react'],
  'npm create vite@latest ': ['vite', 'react', 'react-dom', '@vitejs/plugin-react'],
  'npx @nestjs/cli@latest new ': ['@nestjs/common', '@nestjs/core', 'express'],
  'npm create astro@latest ': ['astro'],
  'npx astro add node': ['@astrojs/node'],
};

/** What the commands of a section install, those in a sentence too. */
function installedIn(section: string): string[] {
  const brought = Object.entries(starters).flatMap(([command, names]) =>
    section.includes(command) ? names : [],
  );
  const commands = section.matchAll(/\bnpm install((?: +[@\w][\w@./~^-]*| +--[\w-]+)+)/g);
  const named = [...commands].flatMap(([, words = '']) =>
    words
      .trim()
      .split(/ +/)
      .filter((word) => !word.startsWith('-'))
      .map((word) => word.replace(/(?!^)@.*$/, '')),
  );
  return [...brought, ...named];
}

/** The packages that a module imports, without what a runtime or a framework names: `node:fs`, `cloudflare:workers`, `@/lib`, `$lib`. */
export function importedPackages(code: string): string[] {
  return specifiersOf(code)
    .filter((specifier) => !/^(?:[.$#]|[@~]\/|\w+:)/.test(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
}

function specifiersOf(code: string): string[] {
  const found = code.matchAll(
    /^\s*(?:import|export)\s+(?:[\w\s{},*$]+\sfrom\s+)?['"]([^'"]+)['"]|\b(?:import|require)\(['"]([^'"]+)['"]\)/gm,
  );
  return [...found].map(([, first, second]) => first ?? second ?? '');
}

/** Files, and what those of `docs` import of this repository, each once. */
function reachedFiles(files: readonly string[]): string[] {
  const reached = new Set(files);
  // What is quoted from elsewhere is part of a test of this repository, whose other files nobody is shown.
  // A set is read while it grows.
  for (const file of reached) {
    if (!file.startsWith('docs/')) continue;
    for (const next of relativeImports(file, readFileSync(join(root, file), 'utf8'))) reached.add(next);
  }
  return [...reached];
}

/** The files that a module imports by their paths, with or without an ending; what is not there is the reader's own. */
function relativeImports(from: string, code: string): string[] {
  return specifiersOf(code)
    .filter((specifier) => specifier.startsWith('.'))
    .flatMap((specifier) => {
      const path = relative(root, join(root, dirname(from), specifier)).replaceAll('\\', '/');
      return endings.map((ending) => `${path}${ending}`).find((file) => isFile(join(root, file))) ?? [];
    });
}

const endings = ['', '.ts', '.tsx', '.js', '.jsx'];

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The site shows the files of an example below its page. */
function filesOfExample(page: string): string[] {
  const name = /^docs\/guides\/example-(.+)\.md$/.exec(page)?.[1];
  if (name === undefined) return [];
  return globSync([`docs/examples/${name}.ts`, `docs/examples/${name}/*.ts`], { cwd: root });
}
