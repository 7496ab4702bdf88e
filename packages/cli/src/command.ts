import { Command, type CommanderError, Option } from 'commander';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Makes a command. What it does is in a module of its own, which is loaded when it is called: `--help` and the other commands
 * do not wait for it.
 */
export function makeCommand(name: string, summary: string): Command {
  return new Command(name).description(summary);
}

/** The options of every command that talks to Threads as somebody. */
export function withConnection(command: Command): Command {
  return withEmulator(
    command.addOption(new Option('--account <username>', 'whose account (default: the current one)')),
  );
}

/** The option of every command that has to do with Threads. */
export function withEmulator(command: Command): Command {
  return command.addOption(
    new Option(
      '--emulator [address]',
      'talk to an emulator in place of Threads (address: http://127.0.0.1:4000)',
    ),
  );
}

/** The option of every command that prints data. */
export function withJson(command: Command): Command {
  return command.addOption(new Option('--json', 'print data as JSON'));
}

/** Lets a command and all below it write through the context, and throw in place of ending the process. */
export function configureCommand(command: Command, context: Context): Command {
  const { output, messages } = context;
  command
    .exitOverride((error) => {
      throw inOurShape(error, command);
    })
    .helpCommand(false)
    .configureOutput({
      writeOut: output.write,
      writeErr: messages.write,
      // It is said with all other errors, where it is caught.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(output.width, 100),
      getErrHelpWidth: () => Math.min(messages.width, 100),
      getOutHasColors: () => output.hasColors,
      getErrHasColors: () => messages.hasColors,
    });
  for (const each of command.commands) configureCommand(each, context);
  return command;
}

/** What was typed wrong, as every other error is told; Commander's own where help or the version was asked for. */
function inOurShape(error: CommanderError, command: Command): Error {
  if (/^commander\.(?:help|version)/.test(error.code)) return error;
  const said = error.message.replace(/^error: /, '');
  const names: string[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) names.unshift(each.name());
  const isText = error.code === 'commander.unknownOption' && command.registeredArguments.length > 0;
  const hint = isText
    ? 'What begins with - and is no option stands behind --, as in: threads post -- "-5 degrees". '
    : '';
  return new CommandError(
    exitCodes.usage,
    `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?)]$/.test(said) ? '' : '.'}`,
    `${hint}See \`${names.join(' ')} --help\`.`,
  );
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, context: Context) => void;

export { Option };
export type { Command, CommanderError };
