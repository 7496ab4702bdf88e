/**
 * The first minute of a newcomer at the terminal: the two commands of the guide, with the packages as they are published.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, type RunOptions, serve } from '../programs.ts';
import { makeFolder } from '../temporary-folder.ts';
import { root } from '../workspace.ts';

/**
 * Types the first two commands of the guide.
 *
 * @param command what stands for `threads`, with its first arguments
 * @param options where, and with which variables
 */
export async function findFirstCommandFaults(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string[]> {
  const guide = readFileSync(join(root, 'docs/guides/terminal.md'), 'utf8');
  const commands = [...guide.matchAll(/^threads (.+?) +#/gm)].slice(0, 2).map(([, words = '']) => words);
  if (commands.join('\n') !== 'emulator\npost "Hello" --emulator')
    return [`docs/guides/terminal.md begins with other commands: ${commands.join('; ')}`];
  // A stranger's environment has nothing of this process: npm would take over what npx was told here.
  const env = { ...(options.env ?? process.env), THREADS_HOME: makeFolder(`first-command/${command}`) };
  try {
    // On a free port, since here nobody knows what runs on the usual one.
    const emulator = [...args, 'emulator', '--port', '0'];
    const url = await serve(command, emulator, /(http:\/\/127\.0\.0\.1:\d+)[^]*Ctrl\+C/, { ...options, env });
    const output = await run(command, [...args, 'post', 'Hello', '--emulator', url], { ...options, env });
    return /^https:\/\/www\.threads\.com\/@\w+\/post\/\S+$/m.test(output)
      ? []
      : [`${command} post "Hello" --emulator says:\n${output}`];
  } catch (error) {
    return [`The first commands of docs/guides/terminal.md fail: ${String(error)}`];
  }
}
