import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A change that is written down and not released yet. */
interface Pending {
  readonly packages: readonly string[];
  readonly text: string;
}

/**
 * The changelog of the site, in Markdown: what the next release brings, then what each package has brought.
 *
 * @param repository the root of the repository
 */
export function changelogPage(repository: string): string {
  const pending = readPending(repository);
  const released = readReleased(repository);
  return [
    '# Changelog',
    'Versions are semantic: an update within a major version breaks nothing.',
    ...(released.length === 0
      ? ['Nothing is released yet. What the first release brings stands below.']
      : []),
    ...(pending.length === 0
      ? []
      : ['## Not released yet', pending.map(({ packages, text }) => entry(packages, text)).join('\n')]),
    ...released,
  ].join('\n\n');
}

function entry(packages: readonly string[], text: string): string {
  const names = packages.map((name) => `\`${name}\``).join(', ');
  return `- ${names}: ${text.replaceAll('\n', '\n  ')}`;
}

function readPending(repository: string): readonly Pending[] {
  const folder = join(repository, '.changeset');
  return globSync('*.md', { cwd: folder })
    .filter((file) => file !== 'README.md')
    .sort()
    .map((file) => {
      const [, head = '', text = ''] =
        /^---\n(.*?)^---\n(.*)$/ms.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
      const packages = [...head.matchAll(/^['"]?([^'":\s]+)['"]?:/gm)].map(([, name = '']) => name);
      if (packages.length === 0) throw new Error(`.changeset/${file} names no package.`);
      return { packages: packages.sort(), text: text.trim() };
    })
    .sort((one, other) => one.packages.join().localeCompare(other.packages.join()));
}

function readReleased(repository: string): readonly string[] {
  return globSync('packages/*/CHANGELOG.md', { cwd: repository })
    .sort()
    .map((file) =>
      // One level down: the name of the package becomes a part of this page.
      readFileSync(join(repository, file), 'utf8').trim().replaceAll(/^#/gm, '##'),
    );
}
