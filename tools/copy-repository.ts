import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './programs.ts';
import { makeFolder } from './temporary-folder.ts';
import { root } from './workspace.ts';

/** Copies what git holds or would take in of this repository, and installs its dependencies. */
export async function copyRepository(): Promise<string> {
  const path = makeFolder('repository');
  const files = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of new Set(files.split('\0'))) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(root, file), join(path, file));
  }
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: path });
  await commit(path, 'As it is');
  await run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: path });
  return path;
}

/** Commits everything that a copy holds. */
export async function commit(path: string, message: string): Promise<void> {
  const identity = ['-c', 'user.name=Rehearsal', '-c', 'user.email=rehearsal@example.com'];
  await run('git', ['add', '--all'], { cwd: path });
  await run('git', [...identity, 'commit', '--quiet', '--no-verify', '--no-gpg-sign', '-m', message], {
    cwd: path,
  });
}
