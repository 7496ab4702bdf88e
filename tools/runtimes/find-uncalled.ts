import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeEntries, type Tarball } from '../packages/tarballs.ts';
import { forNodeAlone, umbrella } from '../workspace.ts';

/** Entries that need Node, and are not part of what runs everywhere, besides the packages for Node alone. */
const nodeOnly = [
  '@threads-sdk/emulator/cli',
  '@threads-sdk/emulator/serve',
  '@threads-sdk/media/fit-image',
  '@threads-sdk/storage/node',
];

/** The runtime in which it is recorded what the tests call. */
export const recordedOn = 'node 24';

/** Where Node writes which functions were called while the tests for every runtime ran, as `NODE_V8_COVERAGE`. */
export function coverageFolder(folder: string): string {
  return join(folder, 'coverage');
}

/**
 * The functions and classes that the installed packages export and no test called, as `entry: name`.
 *
 * @returns `undefined` where nobody recorded the calls
 */
export async function findUncalled(
  folder: string,
  tarballs: readonly Tarball[],
): Promise<readonly string[] | undefined> {
  if (!existsSync(coverageFolder(folder))) return undefined;
  const require = createRequire(join(folder, 'index.js'));
  const called = readCalled(coverageFolder(folder));
  const entries = tarballs
    .filter(({ pkg }) => !forNodeAlone.has(pkg.folder) && pkg.folder !== umbrella)
    .flatMap(({ manifest }) => codeEntries(manifest).map((entry) => ({ entry, name: manifest.name })));
  const found = await Promise.all(
    entries
      .filter(({ entry }) => !nodeOnly.includes(entry))
      .map(async ({ entry, name: packageName }) => {
        const url = pathToFileURL(require.resolve(entry)).href;
        const exported: Record<string, unknown> = await import(url);
        return (
          Object.entries(exported)
            .filter(([, value]) => typeof value === 'function' && !called.has(`${packageName} ${value.name}`))
            // V8 counts no constructor that a class inherits.
            .filter(([, value]) => !String(value).startsWith('class '))
            .map(([key]) => `${entry}: ${key}`)
        );
      }),
  );
  return found.flat();
}

/** The part of V8's coverage that is looked at. */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** The functions of installed packages that were called, as `package name`. */
function readCalled(folder: string): Set<string> {
  const coverages = readdirSync(folder).map((file): Coverage =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  );
  return new Set(
    coverages.flatMap(({ result }) =>
      result.flatMap(({ url, functions }) => {
        const name = /\/node_modules\/(@threads-sdk\/[\w-]+)\//.exec(url)?.[1];
        return functions
          .filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0)
          .map(({ functionName }) => `${name} ${functionName}`);
      }),
    ),
  );
}
