import { readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isThreadsError } from '@threads-sdk/errors';
import { lookUpPublish, publishChain, type PublishLookUp } from '@threads-sdk/publish';
import { askWhether } from '../../ask.ts';
import { CommandError } from '../../command-error.ts';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { openDatabase } from '../../open-database.ts';
import { exitCodes } from '../../exit-codes.ts';
import { findPost } from '../../find-post.ts';
import { createJournal } from '../../journal.ts';
import { readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';
import { printable } from '../../output/printable.ts';
import { readUtf8 } from '../../read-utf8.ts';
import { createRuns, type Run } from '../../runs.ts';
import { chainFaults, contentOf, findReferences, openDrafts, postOf } from './draft.ts';
import { inWords, refuseFaults } from './faults.ts';
import { digestOf, makeKey } from './make-key.ts';
import { outcomeError, liveData, readLive, tellAlreadyLive, tellFaults, tellTimeline } from './outcome.ts';
import { preview } from './preview.ts';
import { mediaCheck, storageFaults, storageFor } from './publishing.ts';
import { type ChainFile, readChain } from './read-chain.ts';
import { nothingPosted } from './read-text.ts';
import { createProgress } from './show-progress.ts';

interface SendChainOptions extends ConnectOptions {
  readonly json?: boolean;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Posts the chain of a file once, however often it is called. */
export async function sendChain(context: Context, path: string, options: SendChainOptions): Promise<void> {
  const { clock, messages, signal } = context;
  const origin = readOrigin(context, options);
  const { file, chain } = readFile(path);
  const { drafts: given, lines, replyToEach } = chain;
  const { files, faults: fileFaults } = await openDrafts(given, true);
  refuseFaults([
    ...chain.faults,
    ...[...chainFaults(given, replyToEach), ...fileFaults].map((fault) =>
      inWords(fault, { drafts: given, lines }),
    ),
    ...(options.dryRun === true ? [] : storageFaults(given, context, origin)),
    ...(options.key === '' ? ['--key is empty'] : []),
  ]);
  const replyTo = replyToEach === undefined ? {} : { replyTo: replyToEach };
  if (options.dryRun === true) {
    const { rehearse } = await import('./rehearse.ts');
    return rehearse(context, options, { drafts: given, files, lines, ...replyTo });
  }

  const connection = await connect(context, options);
  const { client, userId, username } = connection;
  const drafts = await findReferences(given, (post) => findPost(context, connection, post));
  const contents = drafts.map((draft) => contentOf(draft));
  const key = options.key ?? makeKey('chain', userId, { posts: contents, ...replyTo });
  const database = openDatabase(context);
  const journal = createJournal(database, origin.name);
  const runs = createRuns(database, origin.name, userId);
  const run = { key, digests: contents.map(digestOf), beganAt: clock.now() };
  const before = runs.find(key);
  if (options.key === undefined && before === undefined) {
    const last = runs.lastOf(file);
    if (last) refuseChanged(path, run, last, await lookUpPublish(client, last.key, { journal, signal }));
  }
  messages.write(`Key: ${printable(key)}\n`);
  const tell = async (ids: readonly string[], isNew: boolean): Promise<void> => {
    const live = await readLive(client, ids, context);
    if (!isNew) tellAlreadyLive(context, live, key);
    print(context, options, { data: live.map(liveData), key, alreadyLive: !isNew }, () =>
      live.map(({ id, permalink }) => `${printable(permalink ?? id)}\n`).join(''),
    );
    tellTimeline(context, origin, live);
  };
  const posts = drafts.map((draft) => postOf(draft, files));
  const storage = await storageFor(drafts, context, origin);
  const asked = { journal, signal, ...replyTo, ...(storage && { storage }) };
  const progress = createProgress(messages, drafts.length);
  try {
    const { published: live } = await lookUpPublish(client, key, { chain: posts, ...asked });
    if (live.length === posts.length) {
      await tell(
        live.map(({ id }) => id),
        false,
      );
      return;
    }
    if (messages.isTerminal) messages.write(preview(messages, drafts, live.length));
    if (context.canAsk && options.yes !== true) {
      const left = posts.length - live.length;
      const message =
        live.length > 0
          ? `Go on with the ${left} parts that are not live yet, as ${username}?`
          : `Post ${left === 1 ? 'this part' : `these ${left} parts`} as ${username}?`;
      if (!(await askWhether(context, { message }))) throw nothingPosted();
    }
    runs.begin(run, file);
    const published = await publishChain(client, posts, {
      ...asked,
      idempotencyKey: key,
      check: mediaCheck(origin),
      onProgress: progress.hear,
    });
    progress.end();
    tellFaults(context, published);
    await tell(
      published.map(({ id }) => id),
      true,
    );
  } catch (error) {
    progress.end();
    if (isThreadsError(error) && error.name === 'InvalidInputError')
      refuseFaults(error.issues.map((issue) => inWords(issue, { drafts, lines })));
    throw outcomeError(error, { key, parts: drafts.length });
  }
}

function readFile(path: string): { readonly file: string; readonly chain: ChainFile } {
  try {
    const file = realpathSync(resolve(path));
    return { file, chain: readChain(readUtf8(readFileSync(file), path), dirname(file)) };
  } catch (error) {
    const { code } = Object(error);
    if (typeof code !== 'string') throw error;
    throw new CommandError(exitCodes.usage, `${path} cannot be read (${code}).`, 'Nothing was sent.');
  }
}

/**
 * Refuses a file whose chain has begun under another key, most often since it was changed: as a chain of its own it would post the
 * first parts a second time.
 *
 * @throws {CommandError} that says what is live, and how to go on
 */
function refuseChanged(path: string, run: Run, last: Run, { published, isNextSent }: PublishLookUp): void {
  const live = published.map(({ id }) => id);
  const isBegun = live.length > 0 || isNextSent;
  const isWhole = live.length >= last.digests.length;
  // Once all of a chain is live, its file may be used for another one.
  if (!isBegun || (isWhole && last.digests[0] !== run.digests[0])) return;
  const since = new Date(last.beganAt).toISOString();
  const known = [
    live.length === 0
      ? []
      : [
          `${live.length} of its ${Math.max(live.length, last.digests.length)} parts are live (${live.join(', ')})`,
        ],
    isNextSent ? [`part ${live.length + 1} may be live`] : [],
  ].flat();
  const anew = 'To begin another chain, from its first part on, give it a key of its own: --key <name>.';
  if (last.digests.join() === run.digests.join())
    throw new CommandError(
      exitCodes.usage,
      `The chain of ${path} began at ${since} under the key ${last.key}: ${known.join(', and ')}.`,
      `Nothing was sent. To go on with it: --key "${last.key}". ${anew}`,
    );
  throw new CommandError(
    exitCodes.usage,
    `${path} was changed after its chain had begun at ${since}: ${known.join(', and ')}.`,
    isWhole
      ? `Nothing was sent. ${anew}`
      : `Nothing was sent. To go on with that chain, put back its text and type the command again; if only parts were changed that are not live yet, --key "${last.key}" goes on with what stands there now. ${anew}`,
  );
}
