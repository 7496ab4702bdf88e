import { Command, type CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Context } from './context.ts';

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
    ).argParser(readAddress),
  );
}

/** An option whose value may be left out takes what follows it: a text that was meant for the command must not pass as an address. */
function readAddress(given: string): string {
  if (/^https?:\/\//i.test(given)) return given;
  throw new InvalidArgumentError(
    'An address begins with http:// or https://. If it is not meant as one, put --emulator behind it.',
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
    .exitOverride()
    .helpCommand(false)
    .configureOutput({
      writeOut: output.write,
      writeErr: messages.write,
      // What is wrong is told by who runs the program, as everything that is wrong.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(output.width, 100),
      getErrHelpWidth: () => Math.min(messages.width, 100),
      getOutHasColors: () => output.hasColors,
      getErrHasColors: () => messages.hasColors,
    });
  for (const each of command.commands) configureCommand(each, context);
  return command;
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, context: Context) => void;

export { Option };
export type { Command, CommanderError };
