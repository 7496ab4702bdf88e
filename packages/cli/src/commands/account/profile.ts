import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
Somebody else's profile has to be public, with 100 followers or more; until Meta has approved the app for
threads_profile_discovery, Threads shows a few accounts of Meta's alone. Its numbers but the followers are of the last 7 days.
--json prints the profile with Meta's fields, which differ for your own and for others.

Examples:
  threads profile
  threads profile meta --json | jq .follower_count`;

/** Adds `threads profile`. */
export function addProfile(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('profile', 'show your profile, or the public one of somebody')))
      .argument('[username]', 'whose (default: yours)')
      .addHelpText('after', help)
      .action(async (username: string | undefined, options) => {
        const { showProfile } = await import('./show-profile.ts');
        await showProfile(context, username, options);
      }),
  );
}
