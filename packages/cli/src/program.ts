import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addLogout, addRefresh, addUse, addWhoami } from './commands/account/accounts.ts';
import { addDoctor } from './commands/doctor/doctor.ts';
import { addList } from './commands/list.ts';
import { addLogin } from './commands/login/login.ts';
import { addProfile } from './commands/profile.ts';
import type { AddCommand } from './command.ts';
import type { Context } from './context.ts';
import { exitCodeMeanings, exitCodes } from './exit-codes.ts';
import { reportError } from './report-error.ts';

/** All commands, in the order of the help, under its headings. */
const groups: readonly (readonly [heading: string, commands: readonly AddCommand[]])[] = [
  ['Log in', [addLogin, addLogout, addWhoami, addUse, addRefresh, addDoctor]],
  ['Read', [addList, addProfile]],
];

const exitCodeHelp = `Exit codes:
${Object.entries(exitCodes)
  .map(([name, code]) => `  ${String(code).padEnd(4)} ${exitCodeMeanings[name as keyof typeof exitCodes]}`)
  .join('\n')}`;

/** Makes the program: every command with its options and help. */
function createProgram(context: Context): Command {
  const program = new Command('threads')
    .description('Threads from the terminal: post, read, moderate and automate, and never post twice.')
    .version(readVersion(), '--version', 'print the version')
    .addHelpText('after', `\n${exitCodeHelp}`)
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false });
  for (const [heading, commands] of groups) {
    program.commandsGroup(`${heading}:`);
    for (const add of commands) add(program, context);
  }
  return configured(program, context);
}

function readVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return version;
}

/** Lets a command and all below it write through the context, and throw in place of ending the process. */
function configured(command: Command, context: Context): Command {
  const { output, messages } = context;
  command
    .exitOverride()
    .helpCommand(false)
    .configureOutput({
      writeOut: output.write,
      writeErr: messages.write,
      getOutHelpWidth: () => Math.min(output.width, 100),
      getErrHelpWidth: () => Math.min(messages.width, 100),
      getOutHasColors: () => output.hasColors,
      getErrHasColors: () => messages.hasColors,
    });
  for (const each of command.commands) configured(each, context);
  return command;
}

/**
 * Runs the program.
 *
 * @param argv the arguments after its name
 * @returns the exit code
 */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
  try {
    await createProgram(context).parseAsync([...argv], { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    // Commander has said what is wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return reportError(context, error, argv.includes('--json'));
  }
}
