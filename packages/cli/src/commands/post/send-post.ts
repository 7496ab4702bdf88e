import process from 'node:process';
import { isThreadsError } from '@threads-sdk/errors';
import { lookUpPublish, publish } from '@threads-sdk/publish';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { openDatabase } from '../../open-database.ts';
import { findPost } from '../../find-post.ts';
import { createJournal } from '../../journal.ts';
import { readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';
import { printable } from '../../output/printable.ts';
import { styled } from '../../output/styled.ts';
import {
  contentOf,
  draftOf,
  findReferences,
  openDrafts,
  postFaults,
  postOf,
  type SettingOptions,
} from './draft.ts';
import { inWords, refuseFaults } from './faults.ts';
import { makeKey } from './make-key.ts';
import type { MediaOptions } from './media-options.ts';
import {
  afterwards,
  outcomeError,
  liveData,
  readLive,
  tellAlreadyLive,
  tellFaults,
  tellTimeline,
} from './outcome.ts';
import { countsOf } from './counts.ts';
import { mediaCheck, storageFaults, storageFor } from './publishing.ts';
import { readText } from './read-text.ts';
import { createProgress } from './show-progress.ts';

interface PostOptions extends ConnectOptions, SettingOptions {
  readonly json?: boolean;
  readonly key?: string;
  readonly dryRun?: boolean;
}

/** Posts once, however often it is called. */
export async function sendPost(
  context: Context,
  argument: string | undefined,
  options: PostOptions,
  { media, faults: mediaFaults }: ReturnType<MediaOptions['given']>,
): Promise<void> {
  const { messages, signal } = context;
  const origin = readOrigin(context, options);
  const hasMore =
    media.length > 0 || [options.link, options.gif, options.longText].some((given) => given !== undefined);
  const { text, forget } = await readText(context, argument, hasMore);
  const { draft: given, faults } = draftOf(text, options, media, process.cwd());
  const { files, faults: fileFaults } = await openDrafts([given], false);
  refuseFaults([
    ...mediaFaults,
    ...faults,
    ...[...postFaults(given), ...fileFaults].map((fault) => inWords(fault, { drafts: [given] })),
    ...(options.dryRun === true ? [] : storageFaults([given], context, origin)),
    ...(options.key === '' ? ['--key is empty'] : []),
  ]);
  if (options.dryRun === true) {
    const { rehearse } = await import('./rehearse.ts');
    return rehearse(context, options, { drafts: [given], files });
  }
  if (messages.isTerminal) messages.write(`${styled(messages, 'dim', countsOf(text))}\n`);

  const connection = await connect(context, options);
  const { client, userId } = connection;
  const [draft = given] = await findReferences([given], (post) => findPost(context, connection, post));
  const key = options.key ?? makeKey('post', userId, contentOf(draft));
  messages.write(`Key: ${printable(key)}\n`);
  const tell = async (id: string, isNew: boolean): Promise<void> => {
    const live = await readLive(client, [id], context);
    const [post = { id, isGone: false }] = live;
    if (!isNew) tellAlreadyLive(context, live, key);
    afterwards(context, forget);
    print(
      context,
      options,
      { ...liveData(post), key, alreadyLive: !isNew },
      () => `${printable(post.permalink ?? id)}\n`,
    );
    tellTimeline(context, origin, live);
  };
  const progress = createProgress(messages, 1);
  const storage = await storageFor([draft], context, origin);
  const post = postOf(draft, files);
  const journal = createJournal(openDatabase(context), origin.name);
  const asked = { journal, signal, ...(storage && { storage }) };
  try {
    const [before] = (await lookUpPublish(client, key, { post, ...asked })).published;
    if (before) return await tell(before.id, false);
    const live = await publish(client, post, {
      ...asked,
      idempotencyKey: key,
      check: mediaCheck(origin),
      onProgress: progress.hear,
    });
    progress.end();
    tellFaults(context, [live]);
    await tell(live.id, true);
  } catch (error) {
    progress.end();
    if (isThreadsError(error) && error.name === 'InvalidInputError')
      refuseFaults(error.issues.map((issue) => inWords(issue, { drafts: [draft] })));
    throw outcomeError(error, { key, parts: 1 });
  }
}
