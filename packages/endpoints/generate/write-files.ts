import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFolders, type Files } from './generate.ts';

/** How the files under a root differ from what they should be. */
export interface Difference {
  /** Missing, or with another content. */
  readonly changed: readonly string[];
  /** In a folder of generated files, but not generated any more. */
  readonly stale: readonly string[];
}

/** Compares without writing. */
export function compareFiles(files: Files, root: string): Difference {
  return {
    changed: [...files]
      .filter(
        ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
      )
      .map(([path]) => path),
    stale: generatedFolders.flatMap((folder) => filesUnder(root, folder)).filter((path) => !files.has(path)),
  };
}

/** Writes what differs and removes what is stale. */
export function writeFiles(files: Files, root: string): Difference {
  const difference = compareFiles(files, root);
  for (const path of difference.changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) ?? '');
  }
  for (const path of difference.stale) rmSync(join(root, path));
  return difference;
}

function filesUnder(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length))
    .toSorted();
}
