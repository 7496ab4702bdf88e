import { isThreadsError } from '@threads-sdk/errors';
import { createS3Storage, type FileStorage } from '@threads-sdk/storage';
import { createFolderStorage } from '@threads-sdk/storage/node';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import type { Origin } from './origin.ts';

/** What the variables say of where files go. */
export interface StorageSetting {
  /** The storage that they describe; absent where they describe none. */
  readonly storage?: FileStorage;
  /** Everything that is wrong with them, without their values. */
  readonly faults: readonly string[];
}

const s3Variables = {
  endpoint: 'THREADS_S3_ENDPOINT',
  region: 'THREADS_S3_REGION',
  bucket: 'THREADS_S3_BUCKET',
  accessKeyId: 'THREADS_S3_ACCESS_KEY_ID',
  secretAccessKey: 'THREADS_S3_SECRET_ACCESS_KEY',
  sessionToken: 'THREADS_S3_SESSION_TOKEN',
  publicUrl: 'THREADS_S3_PUBLIC_URL',
} as const;
const folderVariables = { folder: 'THREADS_FOLDER', publicUrl: 'THREADS_FOLDER_URL' } as const;

/** What to set so that files can be posted. */
export const storageHelp: string = `set ${Object.values(s3Variables).slice(0, 5).join(', ')}, or ${Object.values(folderVariables).join(' and ')} (threads post --help says more)`;

/** Reads where files go: a bucket, or a folder that a web server shows. */
export function readStorage({ env }: Pick<Context, 'env'>): StorageSetting {
  const given = <Name extends string>(names: Readonly<Record<Name, string>>): Partial<Record<Name, string>> =>
    Object.fromEntries(
      Object.entries<string>(names).flatMap(([name, variable]) => {
        const value = env[variable] ?? '';
        return value === '' ? [] : [[name, value]];
      }),
    ) as Partial<Record<Name, string>>;
  const s3 = given(s3Variables);
  const folder = given(folderVariables);
  const hasS3 = Object.keys(s3).length > 0;
  const hasFolder = Object.keys(folder).length > 0;
  if (hasS3 && hasFolder)
    return {
      faults: [
        'variables of a bucket (THREADS_S3_…) and of a folder (THREADS_FOLDER…) are set: leave one out',
      ],
    };
  if (hasS3) {
    // What is missing is refused by name.
    const {
      endpoint = '',
      region = '',
      bucket = '',
      accessKeyId = '',
      secretAccessKey = '',
      sessionToken,
      publicUrl,
    } = s3;
    const common = {
      endpoint,
      region,
      bucket,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken && { sessionToken }),
    };
    return made(s3Variables, () =>
      createS3Storage(
        publicUrl === undefined
          ? { ...common, addressing: 'signed' }
          : { ...common, addressing: 'public', publicUrl },
      ),
    );
  }
  if (hasFolder) {
    const { folder: path = '', publicUrl = '' } = folder;
    return made(folderVariables, () => createFolderStorage({ folder: path, publicUrl }));
  }
  return { faults: [] };
}

/**
 * Finds the storage for files: that of the variables; else that of the emulator.
 *
 * @returns the storage; nothing where there is none
 * @throws {CommandError} that names everything that is wrong with the variables
 */
export async function findStorage(
  context: Pick<Context, 'env'>,
  origin: Pick<Origin, 'isEmulator' | 'name'>,
): Promise<FileStorage | undefined> {
  const { storage, faults } = readStorage(context);
  if (faults.length > 0)
    throw new CommandError(
      exitCodes.usage,
      `There is something wrong with where files go: ${faults.join('; ')}.`,
      'Correct the variables, or leave all of them out to post no files. Nothing was sent.',
    );
  if (storage || !origin.isEmulator) return storage;
  const { createEmulatorStorage } = await import('./emulator-storage.ts');
  return createEmulatorStorage(origin);
}

function made(variables: Readonly<Record<string, string>>, make: () => FileStorage): StorageSetting {
  try {
    return { storage: make(), faults: [] };
  } catch (error) {
    if (!isThreadsError(error) || error.name !== 'InvalidInputError') throw error;
    const faults = error.issues.map(({ path, message }) => {
      const name = path.replace('options.', '');
      return `${variables[name] ?? name} ${message.replace(/, unless .*$/, '')}`;
    });
    return { faults };
  }
}
