import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatText } from '../format-text.ts';
import type { Sizes } from './record.ts';
import { sizeLimits } from './limits.ts';
import { root } from '../workspace.ts';

const page = 'docs/guides/sizes.md';

/** Writes the page that tells what an import costs. */
export function writeSizesPage(sizes: Sizes): void {
  writeFileSync(join(root, page), emitSizesPage(sizes));
}

/** Says whether the page tells something else. */
export function findPageFaults(sizes: Sizes): string[] {
  return readFileSync(join(root, page), 'utf8') === emitSizesPage(sizes)
    ? []
    : [`${page} tells other sizes.`];
}

function emitSizesPage({ programs, instantiations }: Sizes): string {
  const bundlers = Object.keys(programs[0]?.bundles ?? {});
  const rows = programs.map(({ name, bundles }) => {
    const columns = bundlers.map((bundler) => {
      const { minified = 0, gzipped = 0 } = bundles[bundler] ?? {};
      return `${thousands(minified)} / ${thousands(gzipped)}`;
    });
    return `| ${name} | ${importsOf(name)} | ${columns.join(' | ')} |`;
  });
  const types = Object.entries(instantiations).map(([name, count]) => `| ${name} | ${thousands(count)} |`);
  const text = `# What an import costs

<!-- Written by \`./run size --write\`: do not edit. -->

Bytes of a whole program, ky and valibot and everything else included, minified and then compressed with gzip -9. What is
not imported costs nothing, and \`import 'threads-sdk'\` alone leaves nothing in a bundle. The scheduler is for
servers and is not bundled. The first column of numbers is esbuild's, the second rolldown's, each as minified / compressed.

| a program that can | imports | ${bundlers.join(' | ')} |
| --- | --- | ${bundlers.map(() => '--:').join(' | ')} |
${rows.join('\n')}

"Of one install" is the same program with everything imported from \`threads-sdk\`. "Besides core-http" is what comes on
top in an app that has a client anyway. About half of what a client weighs is ky, which
is loaded with the first request: bundlers that split code keep 9 kB of it, compressed, out of what a page loads at once.

Types that an app's compiler has to instantiate for a program of ten lines, with \`skipLibCheck\`:

| a program that can | instantiations |
| --- | --: |
${types.join('\n')}

The limits are in \`tools/size/limits.ts\`, and so are the words of other features that must not be in a bundle. Each change of
a size is a change of this page: \`./run size\` fails until it is written down, and says which modules grew.
`;
  return formatText(text, page);
}

/** What a program imports, without the ceremony. */
function importsOf(name: string): string {
  const source = sizeLimits.find((program) => program.name === name)?.source ?? '';
  const names = [...source.matchAll(/\{ ([^}]+) \}/g)].flatMap(([, list = '']) => list.split(', '));
  return names.map((imported) => `\`${imported}\``).join(', ');
}

function thousands(count: number): string {
  return count.toLocaleString('en');
}
