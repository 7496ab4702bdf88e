import type { MediaCheck, MediaStorage } from '@threads-sdk/publish';
import type { Context } from '../../context.ts';
import type { Origin } from '../../origin.ts';
import { type OpenStorage, readStorage, storageHelp } from '../../storage.ts';
import type { Draft } from './draft.ts';

/** How a command gets a storage for the files of drafts, if they have any. */
export interface StorageOfDrafts {
  readonly faults: readonly string[];
  readonly open: () => Promise<{ readonly storage?: MediaStorage; readonly close: () => Promise<void> }>;
}

/** Finds where files of drafts go: what the variables say, or for an emulator a port of this machine. */
export function storageOf(
  drafts: readonly Draft[],
  context: Context,
  { isEmulator }: Pick<Origin, 'isEmulator'>,
): StorageOfDrafts {
  const nothing = { close: async () => undefined };
  const file = drafts.flatMap(({ media }) => media).find(({ isFile }) => isFile);
  if (file === undefined) return { faults: [], open: async () => nothing };
  const { storage, faults } = readStorage(context);
  if (storage) return { faults, open: async () => ({ storage, ...nothing }) };
  if (faults.length > 0) return { faults, open: async () => nothing };
  if (!isEmulator)
    return {
      faults: [
        `${file.written} is a file, and there is no storage from which Threads could download it: ${storageHelp}`,
      ],
      open: async () => nothing,
    };
  return {
    faults: [],
    open: async (): Promise<OpenStorage> => {
      const { serveFiles } = await import('../../local-storage.ts');
      return serveFiles();
    },
  };
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
