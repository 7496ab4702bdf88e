import type { MediaCheck } from '@threads-sdk/publish';
import type { FileStorage } from '@threads-sdk/storage';
import type { Context } from '../../context.ts';
import type { Origin } from '../../origin.ts';
import { findStorage, readStorage, storageHelp } from '../../storage.ts';
import type { Draft, DraftMedia } from './draft.ts';

/** What keeps the files of drafts from being posted, if they have any: where they go. */
export function storageFaults(
  drafts: readonly Draft[],
  context: Context,
  { isEmulator }: Pick<Origin, 'isEmulator'>,
): readonly string[] {
  const file = fileIn(drafts);
  if (file === undefined) return [];
  const { storage, faults } = readStorage(context);
  if (storage || faults.length > 0 || isEmulator) return faults;
  return [
    `${file.written} is a file, and there is no storage from which Threads could download it: ${storageHelp}`,
  ];
}

/** Finds the storage for the files of drafts, if they have any. */
export async function storageFor(
  drafts: readonly Draft[],
  context: Context,
  origin: Pick<Origin, 'isEmulator' | 'name'>,
): Promise<FileStorage | undefined> {
  return fileIn(drafts) && findStorage(context, origin);
}

function fileIn(drafts: readonly Draft[]): DraftMedia | undefined {
  return drafts.flatMap(({ media }) => media).find(({ isFile }) => isFile);
}

/**
 * Looks at media before anything is sent: at files always, and at addresses where Threads itself would download them. An emulator may
 * be asked about addresses that do not exist.
 */
export function mediaCheck({ isEmulator }: Pick<Origin, 'isEmulator'>): MediaCheck {
  return async (media, options) => {
    if (typeof media === 'string' && isEmulator) return { issues: [] };
    const { checkMedia } = await import('@threads-sdk/media');
    return checkMedia(media, options);
  };
}
