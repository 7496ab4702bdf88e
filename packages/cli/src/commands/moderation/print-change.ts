import { CommandError } from '../../command-error.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { print } from '../../output/print.ts';

/**
 * Prints that something was changed.
 *
 * @throws {CommandError} if Threads answered without an error that it was not
 */
export function printChange(
  context: Context,
  options: { readonly json?: boolean },
  change: {
    readonly id: string;
    readonly success: boolean;
    readonly approved?: boolean;
    readonly hidden?: boolean;
  },
  done: string,
): void {
  if (!change.success)
    throw new CommandError(
      exitCodes.refused,
      `Threads answered for ${change.id} that nothing was changed, and not why.`,
      'Look at it with `threads show`.',
    );
  print(context, options, change, () => `${done} ${change.id}\n`);
}
