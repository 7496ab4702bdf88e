import type { Command } from '../command.ts';
import { makeCommand, withConnection, withJson } from '../command.ts';
import type { Context } from '../context.ts';

/** Adds `threads profile`. */
export function addProfile(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('profile', 'show your profile, or the public one of somebody')))
      .argument('[username]', 'whose (default: yours)')
      .action(async (username: string | undefined, options) => {
        const { showProfile } = await import('./show-profile.ts');
        await showProfile(context, username, options);
      }),
  );
}
