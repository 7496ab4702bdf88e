import { type Command, makeCommand } from '../../command.ts';
import type { Context } from '../../context.ts';

/**
 * Adds `threads api`. Which operations there are, and what each takes, is read from the description of the API when the command is
 * called, so everything behind its name, `--help` too, is handed on.
 */
export function addApi(program: Command, context: Context): void {
  program.addCommand(
    makeCommand('api', 'call any operation of the API (threads api --help)')
      .usage('<operation> [--parameter value ...]')
      .argument('[arguments...]')
      .helpOption(false)
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (args: readonly string[]) => {
        const { callOperation } = await import('./call-operation.ts');
        await callOperation(context, args);
      }),
  );
}
