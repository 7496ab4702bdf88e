import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unlessAborted } from '@threads-sdk/internal';
import { interrupted } from '../../ask.ts';
import { CommandError } from '../../command-error.ts';
import type { Context } from '../../context.ts';
import { dataFolder } from '../../data-folder.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readUtf8 } from '../../read-utf8.ts';

/** The text of a post, and where it came from. */
export interface GivenText {
  /** Without white space around it; absent if there is none. */
  readonly text?: string;
  /** Forgets the draft in the editor, once it is posted. */
  readonly forget: () => void;
}

/**
 * Takes the text of a post from the argument, from standard input, or from an editor.
 *
 * @param hasMore whether there is something else to post, so that a text is not missed
 * @throws {CommandError} if the editor failed or left nothing, or the person interrupted
 */
export async function readText(
  context: Context,
  argument: string | undefined,
  hasMore: boolean,
): Promise<GivenText> {
  if (argument !== undefined && argument !== '-') return given(argument);
  if (argument === '-' || context.hasInput) return given(await readInput(context));
  if (hasMore || !context.canAsk) return given('');
  return edit(context);
}

function given(text: string, forget: () => void = () => undefined): GivenText {
  const trimmed = text.replace(/\r\n?/g, '\n').trim();
  return { ...(trimmed !== '' && { text: trimmed }), forget };
}

async function readInput({
  canAsk,
  hasInput,
  messages,
  readInput: read,
  signal,
  stdin,
}: Context): Promise<string> {
  if (canAsk && !hasInput) messages.write('Write the text, and end it with Ctrl+D on a line of its own.\n');
  try {
    return await unlessAborted(read(), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    stdin.destroy();
    throw interrupted();
  }
}

/** Lets the person write in their editor. What they write is kept in the data folder until it is posted. */
async function edit(context: Context): Promise<GivenText> {
  const { env } = context;
  const editor = env['VISUAL'] || env['EDITOR'] || '';
  if (editor === '')
    throw new CommandError(
      exitCodes.usage,
      'There is nothing to post.',
      'Give the text: threads post "Hello". Or name your editor in EDITOR, and write there.',
    );
  const folder = dataFolder(context);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const letGo = holdDraft(folder);
  try {
    return await editDraft(context, editor, join(folder, 'draft.txt'));
  } finally {
    letGo();
  }
}

/**
 * Keeps other processes from the draft: two editors in one file would each post what the other one wrote. The lock is one of the
 * operating system, which SQLite takes, so that it ends with the process.
 *
 * @returns lets go of it
 * @throws {CommandError} if another process has it
 */
function holdDraft(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'draft.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new CommandError(
      exitCodes.refused,
      'Your draft is open in the editor of another `threads post`. Nothing was sent.',
      'End that one first, or give the text as an argument.',
    );
  }
  return () => lock.close();
}

async function editDraft({ signal }: Context, editor: string, draft: string): Promise<GivenText> {
  // An editor is a command line, such as "code --wait". It draws on the terminal, whatever becomes of our own output.
  const [shell, ...args] =
    platform() === 'win32'
      ? ['cmd', '/c', `${editor} "${draft}"`]
      : ['/bin/sh', '-c', `${editor} "$1"`, 'sh', draft];
  const child = spawn(shell ?? '', args, { stdio: ['inherit', 2, 2], windowsVerbatimArguments: true });
  const [code] = await once(child, 'close');
  const kept = existsSync(draft) ? `What you wrote is kept: ${draft}. ` : '';
  if (signal.aborted)
    throw new CommandError(exitCodes.interrupted, 'Interrupted.', `${kept}Nothing was sent.`);
  if (code !== 0)
    throw new CommandError(
      exitCodes.refused,
      `The editor (${editor}) ended with ${code}. Nothing was sent.`,
      `${kept}Name another editor in EDITOR, or give the text as an argument.`,
    );
  const written = readDraft(draft);
  const text = given(written, () => {
    // Another post may be written there by now.
    if (readDraft(draft) === written) rmSync(draft, { force: true });
  });
  if (text.text !== undefined) return text;
  text.forget();
  throw nothingPosted();
}

function readDraft(file: string): string {
  try {
    return readUtf8(readFileSync(file), file);
  } catch (error) {
    if (Object(error).code === 'ENOENT') return ''; // closed without saving
    throw error;
  }
}

/** What a command ends with when the person left the text empty, or said no. */
export function nothingPosted(): CommandError {
  return new CommandError(
    exitCodes.interrupted,
    'Nothing was posted.',
    'Type the command again when you want to post.',
  );
}
