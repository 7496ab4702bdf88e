import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Installation } from './install-packed.ts';

/** The exported functions and classes of the installed packages that no case calls, as `package: name`. */
export async function findUncalled({
  folder,
  packages,
  cases,
}: Pick<Installation, 'folder' | 'packages' | 'cases'>): Promise<string[]> {
  const found = await Promise.all(
    packages.map(async (name) => {
      const entry = pathToFileURL(join(folder, 'node_modules', name, 'dist/index.js')).href;
      const exported: Record<string, unknown> = await import(entry);
      return uncalled(
        cases,
        name,
        Object.keys(exported).filter((key) => typeof exported[key] === 'function'),
      );
    }),
  );
  return found.flat();
}

/**
 * The names that a package exports and a program never calls.
 *
 * @param program a module without comments, as a bundler writes it
 */
export function uncalled(program: string, packageName: string, names: readonly string[]): string[] {
  const locals = new Map<string, string[]>();
  for (const [, list = '', from] of program.matchAll(/^import \{([^}]*)\} from "([^"]+)";/gm)) {
    if (from !== packageName) continue;
    for (const item of list.split(',')) {
      const [name = '', local = name] = item.trim().split(/\s+as\s+/);
      locals.set(name, [...(locals.get(name) ?? []), local]);
    }
  }
  return names
    .filter((name) => !locals.get(name)?.some((local) => isCalled(program, local)))
    .map((name) => `${packageName}: ${name}`);
}

function isCalled(program: string, local: string): boolean {
  return new RegExp(String.raw`(?<![\w$.])${local.replaceAll('$', String.raw`\$`)}\(`).test(program);
}
