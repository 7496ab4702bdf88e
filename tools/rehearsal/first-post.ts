/**
 * The first five minutes of a newcomer without an app at Meta: the packages, installed from tarballs into an empty folder, an
 * emulator that writes `.env`, and the README's first program as it stands there.
 *
 *     node tools/rehearsal/first-post.ts
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { pressAllow } from '../../docs/examples/press-allow.ts';
import { endPrograms, run } from '../programs.ts';
import { readPage } from './readme.ts';
import { report } from '../report.ts';
import { makeFolder } from '../temporary-folder.ts';
import { root } from '../workspace.ts';
import { installAll, packAll } from '../packages/tarballs.ts';

/** Follows the README up to the first post, in a folder that has the packages. */
export async function findFirstPostFaults(folder: string): Promise<string[]> {
  const { steps, command } = readPage(readFileSync(join(root, 'README.md'), 'utf8'));
  const program = steps.find(({ kind }) => kind === 'program');
  const [node, ...args] = command.split(' ');
  if (program?.kind !== 'program' || node !== 'node') return ['The README has no first program.'];
  writeFileSync(join(folder, args.at(-1) ?? ''), program.code);

  const stopEmulator = await startEmulator(folder);
  try {
    const output = await run(process.execPath, args, { cwd: folder, onOutput: allowOnce() });
    if (!/Published \d+$/m.test(output)) return [`The README's first program published nothing:\n${output}`];
    const { THREADS_EMULATOR = '' } = parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
    const timeline = await (await fetch(THREADS_EMULATOR)).text();
    return timeline.includes('My first post from a program')
      ? []
      : ['The first post is not on the timeline of the emulator.'];
  } catch (error) {
    return [`The README's first program fails with an emulator: ${String(error)}`];
  } finally {
    stopEmulator();
  }
}

/** Does what `npx @threads-sdk/emulator --write-env .env` does in a shell, and waits until the file is written. */
async function startEmulator(folder: string): Promise<() => void> {
  const emulator = spawn(
    process.execPath,
    ['node_modules/@threads-sdk/emulator/dist/bin/threads-emulator.js', '--write-env', '.env', '--port', '0'],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // The file is there as a whole or not at all.
  while (!existsSync(join(folder, '.env')) && emulator.exitCode === null) await setTimeout(20);
  return () => void emulator.kill();
}

/** Answers the question of the program as a person does who opens the page and allows what is asked for. */
function allowOnce(): (output: string, type: (line: string) => void) => void {
  let answered = false;
  return (output, type) => {
    const url = /^Open (http:\/\/\S+)$/m.exec(output)?.[1];
    if (url === undefined || answered) return;
    answered = true;
    pressAllow(url).then(type, (error: unknown) => type(String(error)));
  };
}

if (import.meta.main) {
  const folder = makeFolder('first-post');
  installAll(packAll(folder), folder, {});
  report(
    'First post',
    await findFirstPostFaults(folder),
    'See what the README tells a newcomer, and what `npx @threads-sdk/emulator --write-env .env` writes.',
  );
  endPrograms();
}
