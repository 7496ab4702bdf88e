import type { Command } from '../../command.ts';
import { makeCommand, withConnection } from '../../command.ts';
import type { Context } from '../../context.ts';

/** Adds `threads mcp`. */
export function addMcp(program: Command, context: Context): void {
  program.addCommand(
    withConnection(makeCommand('mcp', 'let an agent use Threads: an MCP server on standard input and output'))
      .option('--read-only', 'no tool that changes anything')
      .option('--allow <tool>', 'only this tool; repeat it for more (default: all)', collect)
      .option(
        '--folder <path>',
        'files below this folder may be posted; repeat it for more (default: none)',
        collect,
      )
      .option('--audit <file>', 'append a line of JSON for each call of a tool to this file')
      .option(
        '--http <port>',
        'serve HTTP on this port of this machine in place of standard input and output',
      )
      .option('--skill', 'print what an agent has to know, as a SKILL.md, and end')
      .addHelpText(
        'after',
        `
An MCP client starts it by itself; tell it this command: npx @threads-sdk/cli mcp. Nothing is posted, deleted or moderated without a
person's yes. What was posted under a key is kept in the same journal as that of \`threads post\`.

With --http the client has to send the token in THREADS_MCP_TOKEN (at least 32 characters) as Authorization: Bearer.

  threads mcp --read-only
  threads mcp --folder ~/Pictures --audit ~/threads-audit.jsonl
  threads mcp --emulator`,
      )
      .action(async (options) => {
        const { serveMcp } = await import('./serve-mcp.ts');
        await serveMcp(context, options);
      }),
  );
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
