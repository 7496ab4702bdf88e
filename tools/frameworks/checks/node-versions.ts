import { run } from '../../programs.ts';

/** The oldest Node in which CommonJS can require what is ESM. */
export const oldestNode = '22.12.0';

const paths = new Map<string, Promise<string>>();

/** The path of a version of Node, which npx brings. */
export function nodePath(version: string): Promise<string> {
  const known = paths.get(version);
  if (known !== undefined) return known;
  const path = run('npx', ['-y', '-p', `node@${version}`, 'node', '-p', 'process.execPath'], {
    cwd: import.meta.dirname,
  }).then((output) => output.trim());
  paths.set(version, path);
  return path;
}
