import type { Command } from '../../command.ts';
import { makeCommand, withEmulator, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

/** Adds `threads listen`. */
export function addListen(program: Command, context: Context): void {
  program.addCommand(
    withEmulator(withJson(makeCommand('listen', 'receive webhooks, verify them, print them, hand them on')))
      .option('--port <number>', 'where it listens, on this machine alone (0 for any free one)', '4010')
      .option(
        '--forward <address>',
        'hand each delivery on to this address, as it came; its answer goes back',
      )
      .addHelpText(
        'after',
        `
The app secret is read from THREADS_API_SECRET, the verify token from THREADS_VERIFY_TOKEN (without it one is made and
printed). With --emulator neither is needed. Meta reaches this machine through a tunnel alone: enter its public https
address in the dashboard, which then asks for the verify token.

With --json each event is a line: { "type", "field", "value", "delivery" }, as Meta sends the last two. It ends with
Ctrl+C.

  threads listen --emulator
  threads listen --forward http://127.0.0.1:3000/webhook`,
      )
      .action(async (options) => {
        const { receiveWebhooks } = await import('./receive-webhooks.ts');
        await receiveWebhooks(context, options);
      }),
  );
}
