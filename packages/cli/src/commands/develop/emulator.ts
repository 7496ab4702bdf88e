import type { Command } from '../../command.ts';
import { makeCommand } from '../../command.ts';
import type { Context } from '../../context.ts';

/** Adds `threads emulator`: all of `threads-emulator`. */
export function addEmulator(program: Command, context: Context): void {
  program.addCommand(
    makeCommand('emulator', 'start a local Threads API to try things on; all of `threads-emulator`')
      .argument('[arguments...]', 'what `threads-emulator` takes')
      .allowUnknownOption()
      .passThroughOptions()
      // It has a help of its own.
      .helpOption(false)
      .action(async (args: readonly string[]) => {
        const { runEmulator } = await import('./run-emulator.ts');
        await runEmulator(context, args);
      }),
  );
}
