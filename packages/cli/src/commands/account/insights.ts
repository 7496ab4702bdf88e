import { Option } from 'commander';
import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';
import { demographicBreakdowns } from '../../generated/limits.ts';
import { withWindow } from '../page-options.ts';

const help = `
Of a post: totals since it went out. Of the account: of yesterday and today, or between --since and --until, not before
2024-04-13; the followers are those of now. --by breaks the followers down, and needs 100 of them.
A number that Threads does not tell is left out: it is unknown, not 0.
--json prints { "data": [metrics] }, with Meta's fields. --csv prints metric,end_time,part,value: "end_time" is the end of
a day, where the number is of a day; "part" is the link that was clicked, or the country, city, age or gender.

Examples:
  threads insights
  threads insights 18050206876707110 --json
  threads insights --since 2026-11-01 --until 2026-11-15 --csv > november.csv`;

/** Adds `threads insights`. */
export function addInsights(program: Command, context: Context): void {
  program.addCommand(
    withConnection(
      withWindow(
        withJson(makeCommand('insights', 'show the numbers of your account, or of one of your posts')),
      ),
    )
      .argument('[post]', 'its id, address or shortcode (default: the account)')
      .addOption(new Option('--csv', 'print comma-separated values').conflicts('json'))
      .addOption(new Option('--by <part>', 'break the followers down').choices(demographicBreakdowns))
      .addHelpText('after', help)
      .action(async (post: string | undefined, options) => {
        const { showInsights } = await import('./show-insights.ts');
        await showInsights(context, post, options);
      }),
  );
}
