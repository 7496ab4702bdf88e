/**
 * The first minute of a newcomer at the terminal: the two commands of the guide, with the packages installed from tarballs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../programs.ts';
import { makeFolder } from '../temporary-folder.ts';
import { root } from '../workspace.ts';

/** Types the first two commands of the guide, in a folder that has the packages. */
export async function findFirstCommandFaults(folder: string): Promise<string[]> {
  const guide = readFileSync(join(root, 'docs/guides/terminal.md'), 'utf8');
  const commands = [...guide.matchAll(/^threads (.+?) +#/gm)].slice(0, 2).map(([, words = '']) => words);
  if (commands.join('\n') !== 'emulator\npost "Hello" --emulator')
    return [`docs/guides/terminal.md begins with other commands: ${commands.join('; ')}`];
  const threads = join(folder, 'node_modules/.bin/threads');
  const env = { ...process.env, THREADS_HOME: makeFolder('first-command') };
  // On a free port, since here nobody knows what runs on the usual one.
  const emulator = spawn(threads, ['emulator', '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let said = '';
    while (!said.includes('Ctrl+C')) said += String((await once(emulator.stdout, 'data'))[0]);
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    const output = await run(threads, ['post', 'Hello', '--emulator', url], { cwd: folder, env });
    return /^https:\/\/www\.threads\.com\/@\w+\/post\/\S+$/m.test(output)
      ? []
      : [`threads post "Hello" --emulator says:\n${output}`];
  } catch (error) {
    return [`The first commands of docs/guides/terminal.md fail: ${String(error)}`];
  } finally {
    emulator.kill();
  }
}
