import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';
import { withPages, withWindow } from '../page-options.ts';

const help = `
Posts and replies of public profiles. Until Meta has approved the app for threads_manage_mentions, those of testers alone.
--json prints { "data": [posts] }, with Meta's fields; "paging" is there if more follow.

Example:
  threads mentions --since 2026-11-01`;

/** Adds `threads mentions`. */
export function addMentions(program: Command, context: Context): void {
  program.addCommand(
    withConnection(
      withJson(withWindow(withPages(makeCommand('mentions', 'list posts of others that mention you')))),
    )
      .addHelpText('after', help)
      .action(async (options) => {
        const { listMentionsOf } = await import('./list-mentions-of.ts');
        await listMentionsOf(context, options);
      }),
  );
}
