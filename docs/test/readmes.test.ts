import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchorOf, namesIn, read } from '../guide-tables.ts';

const root = new URL('../../', import.meta.url);

const disclaimer = 'an independent project: not a product of Meta, nor endorsed or supported by Meta.';
const packages = globSync('packages/*/README.md', { cwd: root })
  .map((path) => path.split('/')[1] ?? '')
  .sort();
/** What exports functions of its own: the description is data, the command line is typed, and `threads-sdk` repeats. */
const withFunctions = packages.filter((name) => !['openapi', 'cli', 'threads-sdk'].includes(name));
/** What comes with `threads-sdk`. */
const inOneInstall = Object.keys(JSON.parse(read('packages/threads-sdk/package.json')).dependencies);
/** The part in which a README lists what the package has, where it is not its functions. */
const parts: Readonly<Record<string, readonly string[]>> = {
  cli: ['## Commands\n'],
  openapi: ['```ts\n'],
  'threads-sdk': ['```ts\n', '## Entries\n'],
};

/** The name that a package is installed by. */
const nameOf = (folder: string): string => (folder === 'threads-sdk' ? folder : `@threads-sdk/${folder}`);

/** The names in the first column of what stands below `## Functions`. */
function functionsOf(readme: string): string[] {
  const [table = ''] = /^## Functions\n(?:(?!^## ).*\n)*/m.exec(readme) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => namesIn(row.split('|')[1] ?? ''));
}

/** What a package exports at run time, from all of its entries. */
async function exportsOf(name: string): Promise<string[]> {
  const further =
    {
      emulator: ['emulator/cli', 'emulator/serve'],
      'core-http': ['core-http/fetch'],
      media: ['media/fit-image'],
      storage: ['storage/node'],
      'auth-providers': ['auth-providers/auth-js', 'auth-providers/better-auth'],
    }[name] ?? [];
  const hasRoot = name !== 'auth-providers'; // one entry for each library, so that none needs the other
  const entries = hasRoot ? [name, ...further] : further;
  const modules: object[] = await Promise.all(entries.map((entry) => import(`@threads-sdk/${entry}`)));
  return modules.flatMap((module) => Object.keys(module));
}

describe('the READMEs of the packages', () => {
  it('are found', () => {
    expect(packages.length).toBeGreaterThan(9);
  });

  describe.each(packages)('%s', (name) => {
    const readme = read(`packages/${name}/README.md`);

    it('is called like its package, says whose it is not, and how to install it', () => {
      expect(readme).toMatch(new RegExp(`^# ${nameOf(name)}\n`));
      expect(readme).toContain(disclaimer);
      expect(readme).toMatch(
        new RegExp(
          `^npm install (?:--save-dev |--global )?(?:\\S+ )*${inOneInstall.includes(nameOf(name)) ? 'threads-sdk' : nameOf(name)}(?: |$)`,
          'm',
        ),
      );
    });

    it('has its parts in the same order as the others', () => {
      const own = parts[name] ?? ['```ts\n', '## Functions\n'];
      const found = [disclaimer, '```sh\nnpm install', ...own, '## More\n'].map((part) =>
        readme.indexOf(part),
      );
      expect(found).not.toContain(-1);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
    });

    it('leads to the guides, one of them by name', () => {
      const [, more = ''] = readme.split('## More\n');
      expect(more).toContain('](../../README.md#guides)');
      expect(more).toMatch(/\]\(\.\.\/\.\.\/docs\/guides\/[\w-]+\.md/);
    });
  });

  it.each(inOneInstall)('%s: says how to install it alone', (name) => {
    const readme = read(`packages/${name.replace('@threads-sdk/', '')}/README.md`);
    expect(readme).toContain(`\`npm install ${name}\`, and import from \`${name}\``);
  });

  it.each(withFunctions)(
    '%s: the table names every function, and nothing that is not exported',
    async (name) => {
      const functions = functionsOf(read(`packages/${name}/README.md`));
      const exported = await exportsOf(name);
      expect(exported.filter((one) => !functions.includes(one))).toEqual([]);

      const sources = globSync(
        `packages/${name}/src/{index,cli,serve,fit-image,node,auth-js,better-auth}.ts`,
        {
          cwd: root,
        },
      );
      const declared = new Set(sources.flatMap((source) => read(source).split(/\W+/)));
      const identifiers = functions.filter((one) => /^\w+$/.test(one));
      expect(identifiers.filter((one) => !declared.has(one))).toEqual([]);
    },
  );
});

it('the README of threads-sdk names every entry', () => {
  const { exports } = JSON.parse(read('packages/threads-sdk/package.json'));
  const [, table = ''] = read('packages/threads-sdk/README.md').split('## Entries\n');
  const rows = (table.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| \[?`/.test(line));
  const named = rows.flatMap((row) => namesIn(row.split('|')[1] ?? ''));
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  expect(named.toSorted()).toEqual(entries.map((entry) => `threads-sdk${entry.slice(1)}`).toSorted());
});

it('the README of the command line names every command', async () => {
  const help = execFileSync(process.execPath, ['packages/cli/dist/threads.js', '--help'], {
    cwd: root,
    encoding: 'utf8',
  });
  const commands = [...help.matchAll(/^ {2}([a-z]+)(?: .*)? {2}\S/gm)].map(([, name = '']) => name);
  const [, table = ''] = read('packages/cli/README.md').split('## Commands\n');
  const named = namesIn(table.split('\n## ')[0] ?? '').filter((name) => /^[a-z]+$/.test(name));
  expect(named.toSorted()).toEqual(commands.toSorted());
});

describe('the guides', () => {
  const guides = globSync('docs/guides/*.md', { cwd: root });
  const pages = [
    ...globSync('*.md', { cwd: root }),
    ...packages.map((name) => `packages/${name}/README.md`),
    ...guides,
  ];

  it.each(guides)('%s is in the list of the README', (guide) => {
    const [, list = ''] = read('README.md').split('## Guides\n');
    expect(list.split('\n## ')[0]).toContain(`](${guide})`);
  });

  it.each(pages)('%s leads nowhere that does not exist', (page) => {
    // What stands in a block of code is no link of the page.
    const prose = read(page).replace(/^```.*?^```/gms, '');
    const links = [...prose.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? page : new URL(path, `file:///${page}`).pathname.slice(1);
      if (!existsSync(new URL(target, root))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

it('CONTRIBUTING.md sends nobody to where nothing is', () => {
  const [, table = ''] = read('CONTRIBUTING.md').split('## Where things are\n');
  const places = namesIn(table.split('\n## ')[0] ?? '').filter((name) => !name.startsWith('x-threads-'));
  expect(places.length).toBeGreaterThan(10);
  expect(places.filter((place) => !existsSync(new URL(place, root)))).toEqual([]);
});

/** The anchors that GitHub makes of the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => anchorOf(text));
}
