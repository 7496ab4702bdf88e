import { statSync } from 'node:fs';
import type { Context } from '../../context.ts';
import type { Origin } from '../../origin.ts';
import { readStorage, storageHelp } from '../../storage.ts';
import { type Finding, found } from './finding.ts';

/** Whether files of this machine can be posted: Threads takes no upload, it fetches them from somewhere. */
export function checkStorage(context: Pick<Context, 'env'>, { isEmulator }: Origin): readonly Finding[] {
  const { storage, faults } = readStorage(context);
  const problems = faults.map((fault) =>
    found('storage', 'problem', `${fault}.`, 'Correct it, or leave all of these variables out.'),
  );
  const folder = context.env['THREADS_FOLDER'] ?? '';
  if (folder !== '' && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    problems.push(
      found('storage', 'problem', 'THREADS_FOLDER names no folder.', 'Make it, or correct the path.'),
    );
  if (problems.length > 0) return problems;
  if (isEmulator && !storage)
    return [found('storage', 'ok', 'None is needed: this emulator takes files of this machine as they are.')];
  return [
    storage
      ? found('storage', 'ok', 'It is set up; whether it takes files was not tried.')
      : found(
          'storage',
          'ok',
          'None is set up: posts take images and videos by their addresses, and no files of this machine.',
          `For files ${storageHelp}.`,
        ),
  ];
}
