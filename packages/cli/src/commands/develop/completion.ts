import { Argument } from 'commander';
import type { Command } from '../../command.ts';
import { makeCommand } from '../../command.ts';
import type { Context } from '../../context.ts';

/** Adds `threads completion`. */
export function addCompletion(program: Command, context: Context): void {
  program.addCommand(
    makeCommand('completion', 'print a script that completes commands and options in your shell')
      .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish']))
      .addHelpText(
        'after',
        `
  source <(threads completion bash)                               # in ~/.bashrc
  source <(threads completion zsh)                                # in ~/.zshrc, after compinit
  threads completion fish > ~/.config/fish/completions/threads.fish`,
      )
      .action(async (shell: string) => {
        const { completionScript } = await import('./completion-script.ts');
        context.output.write(completionScript(program, shell));
      }),
  );
}
