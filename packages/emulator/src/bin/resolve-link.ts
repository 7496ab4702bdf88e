import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf } from './file-fault.ts';

/**
 * Where a file is that may not be there yet. A link stays a link, also one whose file is still to be made.
 *
 * @throws {Error} from Node if the links lead nowhere at all.
 */
export function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const target = targetOf(path);
  return target === undefined ? path : resolveLink(resolve(realpathSync(dirname(path)), target));
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined; // no link, and not there
  }
}
