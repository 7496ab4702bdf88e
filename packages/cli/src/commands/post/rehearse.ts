import { createClient } from '@threads-sdk/core-http/fetch';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import { isThreadsError } from '@threads-sdk/errors';
import { checkMedia } from '@threads-sdk/media';
import { type FilePost, publishChain } from '@threads-sdk/publish';
import { createStorage } from '@threads-sdk/storage';
import { findAccount, openAccounts } from '../../accounts/find-account.ts';
import { CommandError } from '../../command-error.ts';
import type { ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodeOf } from '../../exit-codes.ts';
import { inOurWords } from '../../in-our-words.ts';
import { readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';
import { styled } from '../../output/styled.ts';
import { type Draft, postOf } from './draft.ts';
import { inWords, refuseFaults } from './faults.ts';
import { preview, previewData } from './preview.ts';

/** What is tried out. */
export interface Rehearsal {
  readonly drafts: readonly Draft[];
  readonly files: ReadonlyMap<string, Blob>;
  readonly replyTo?: 'previous' | 'root';
  /** The lines of the file at which parts begin. */
  readonly lines?: readonly number[];
}

/**
 * Shows posts as they will look, and publishes them on an emulator in this process, in a time of its own. Nothing leaves the machine:
 * files are checked here, and addresses are judged by what they look like.
 *
 * @throws {CommandError} if the emulator refuses
 */
export async function rehearse(
  context: Context,
  options: ConnectOptions & { readonly json?: boolean },
  { drafts, files, replyTo, lines }: Rehearsal,
): Promise<void> {
  const { output, messages, signal } = context;
  if (options.json !== true) output.write(preview(output, drafts));
  const username = nameOf(context, options);
  const posts = drafts.map((draft) => postOf(draft, files));
  const emulator = createEmulator({ clock: createVirtualClock(context.clock.now()), users: [{ username }] });
  const client = createClient(emulator.clientOptions({ username }));
  try {
    await publishChain(client, withStandIns(emulator, username, posts), {
      signal,
      ...(replyTo !== undefined && { replyTo }),
      // Where each file would be does not matter to an emulator that downloads nothing.
      storage: createStorage('this machine', {
        put: async () => undefined,
        url: async (key) => `https://media.example.com/${key}`,
        remove: async () => undefined,
      }),
      check: async (media, checking) =>
        typeof media === 'string' ? { issues: [] } : checkMedia(media, checking),
    });
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    if (error.name === 'InvalidInputError')
      refuseFaults(error.issues.map((issue) => inWords(issue, { drafts, ...(lines && { lines }) })));
    const cause = error.code === 'CHAIN_STOPPED' ? error.cause : error;
    const where = error.code === 'CHAIN_STOPPED' && posts.length > 1 ? ` part ${error.index + 1}` : '';
    throw new CommandError(
      exitCodeOf(cause),
      `The emulator would refuse${where}: ${inOurWords(cause.message)}`,
      `${inOurWords(cause.remedy)} Nothing was sent.`,
      cause,
    );
  }
  print(context, options, { dryRun: true, data: previewData(drafts) }, () => '');
  messages.write(
    `${styled(messages, 'green', 'An emulator takes it.')} That is its judgement, not Meta's; what was posted before was not looked at. Nothing was sent.\n`,
  );
}

/** Whose post it would be, without asking anybody. */
function nameOf(context: Context, options: ConnectOptions): string {
  const accounts = openAccounts(context, readOrigin(context, options)).list();
  return (
    findAccount(accounts, options.account)?.username ?? options.account?.replace(/^@/, '') ?? 'threads_dev'
  );
}

/** Posts and places that an emulator in this process has never heard of get others in their place. */
function withStandIns(emulator: Emulator, username: string, posts: readonly FilePost[]): readonly FilePost[] {
  const { posts: known } = emulator.addUser({
    username: `${username.slice(0, 20)}.reader`,
    posts: ['One', 'Two'],
  });
  const [place] = emulator.snapshot().store.locations.map((location) => String(Object(location).id));
  return posts.map((post) => ({
    ...post,
    ...(post.replyTo !== undefined && { replyTo: known[0] }),
    ...(post.quote !== undefined && { quote: known[1] }),
    ...(post.locationId !== undefined && { locationId: place }),
  }));
}
