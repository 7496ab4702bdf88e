import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, fileFault } from './file-fault.ts';

/**
 * Where a file is that may not be there yet, whatever links lead to it: a link stays a link, also one whose file is still to
 * be made. What would take the place of anything but a file is refused: a device would be gone, and a pipe never ends.
 *
 * @throws {Error} with a sentence for the person if there is something else, or the path leads nowhere at all.
 */
export function resolveFile(path: string): string {
  try {
    const file = resolveLink(path);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined || found.isFile()) return file;
    throw new Error(
      `${path} is ${found.isDirectory() ? 'a folder' : 'a device, a pipe or the like'}: name a file`,
    );
  } catch (error) {
    throw fileFault(path, error);
  }
}

function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const folder = realpathSync(dirname(path));
  const target = targetOf(path);
  return target === undefined ? join(folder, basename(path)) : resolveLink(resolve(folder, target));
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined; // no link, and not there
  }
}
