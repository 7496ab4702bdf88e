import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
Threads counts in windows that move with the time: each post counts for 24 hours. When there is room again, Threads does not say: it
is worked out from the times of your posts, and "derived" if these explain the count, else "guessed". Of deletions and
searches of places no times are known. Searches of posts (2,200 in 24 hours) and of profiles (1,000) Threads does not tell.
--json prints { "data": [{ "name", "quota_usage", "quota_total", "quota_duration" (seconds), "free_at", "basis" }] }; a quota
that the login may not read has "missing", the permission it lacks, in their place.

Example:
  threads quota`;

/** Adds `threads quota`. */
export function addQuota(program: Command, context: Context): void {
  program.addCommand(
    withConnection(
      withJson(makeCommand('quota', 'show how much of each quota is left, and when there is room again')),
    )
      .addHelpText('after', help)
      .action(async (options) => {
        const { showQuota } = await import('./show-quota.ts');
        await showQuota(context, options);
      }),
  );
}
