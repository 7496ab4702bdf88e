import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type AddCommand, configureCommand } from './command.ts';
import { Ended } from './command-error.ts';
import { addLogout, addRefresh, addUse, addWhoami } from './commands/account/accounts.ts';
import { addInsights } from './commands/account/insights.ts';
import { addProfile } from './commands/account/profile.ts';
import { addQuota } from './commands/account/quota.ts';
import { addApi } from './commands/api/api.ts';
import { addCompletion } from './commands/develop/completion.ts';
import { addEmulator } from './commands/develop/emulator.ts';
import { addListen } from './commands/develop/listen.ts';
import { addMcp } from './commands/develop/mcp.ts';
import { addDoctor } from './commands/doctor/doctor.ts';
import { addExport } from './commands/export/export.ts';
import { addLogin } from './commands/login/login.ts';
import { addApprove } from './commands/moderation/approve.ts';
import { addDelete } from './commands/moderation/delete.ts';
import { addHide } from './commands/moderation/hide.ts';
import { addPending } from './commands/moderation/pending.ts';
import { addRepost } from './commands/moderation/repost.ts';
import { addChain } from './commands/post/chain.ts';
import { addPost } from './commands/post/post.ts';
import { addConversation } from './commands/posts/conversation.ts';
import { addList } from './commands/posts/list.ts';
import { addMentions } from './commands/posts/mentions.ts';
import { addReplies } from './commands/posts/replies.ts';
import { addSearch } from './commands/posts/search.ts';
import { addShow } from './commands/posts/show.ts';
import type { Context } from './context.ts';
import { exitCodeMeanings, exitCodes } from './exit-codes.ts';
import { reportError } from './report-error.ts';

/** All commands, in the order of the help, under its headings. */
const groups: readonly (readonly [heading: string, commands: readonly AddCommand[]])[] = [
  ['Log in', [addLogin, addLogout, addWhoami, addUse, addRefresh, addDoctor]],
  ['Post', [addPost, addChain]],
  [
    'Read',
    [
      addList,
      addShow,
      addReplies,
      addConversation,
      addMentions,
      addSearch,
      addProfile,
      addInsights,
      addQuota,
      addExport,
    ],
  ],
  ['Moderate', [addPending, addApprove, addHide, addDelete, addRepost]],
  ['Develop', [addApi, addEmulator, addListen, addMcp, addCompletion]],
];

const exitCodeHelp = `Exit codes:
${Object.entries(exitCodes)
  .map(([name, code]) => `  ${String(code).padEnd(4)} ${exitCodeMeanings[name as keyof typeof exitCodes]}`)
  .join('\n')}`;

/** Makes the program: every command with its options and help. */
function createProgram(context: Context): Command {
  const program = new Command('threads')
    .description('Threads from the terminal: post, read, moderate and automate, and never post twice.')
    .version(readVersion(), '--version', 'print the version')
    .addHelpText('after', `\n${exitCodeHelp}`)
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false });
  for (const [heading, commands] of groups) {
    program.commandsGroup(`${heading}:`);
    for (const add of commands) add(program, context);
  }
  return configureCommand(program, context);
}

function readVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return version;
}

/**
 * Runs the program.
 *
 * @param argv the arguments after its name
 * @returns the exit code
 */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
  try {
    // `threads help post` is what other programs call `threads post --help`.
    const [first, ...rest] = argv;
    const args = first === 'help' ? [...rest, '--help'] : [...argv];
    await createProgram(context).parseAsync(args, { from: 'user' });
    return await endOf(context);
  } catch (error) {
    // Commander has printed the help or the version; without a command the help is all that there is to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (error instanceof Ended) return error.exitCode;
    return reportError(context, error, argv.includes('--json'));
  }
}

/** Whether what was to be printed could be. A file on a full disk says so only after the write. */
async function endOf({ output, messages }: Context): Promise<number> {
  await output.flushed();
  const failure = output.failure();
  if (failure === undefined) return exitCodes.done;
  messages.write(
    `The command is done, but what it prints could not be written to standard output (${failure}).\n`,
  );
  return exitCodes.refused;
}
