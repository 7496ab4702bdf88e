import { createStorage, type FileStorage } from '@threads-sdk/storage';
import type { Origin } from './origin.ts';

/** Hands files of this machine to an emulator, which shows them until it ends. */
export function createEmulatorStorage({ name }: Pick<Origin, 'name'>): FileStorage {
  const addressOf = (key: string): string => `${name}/__emulator/media/files/${key}`;
  return createStorage(`the emulator at ${name}`, {
    put: async (key, file, { contentType, signal, onProgress }) => {
      const response = await fetch(addressOf(key), {
        method: 'PUT',
        headers: { 'content-type': contentType },
        body: file,
        ...(signal && { signal }),
      });
      if (!response.ok) throw Object.assign(new Error(await response.text()), { code: 'EMULATOR_REFUSED' });
      onProgress(file.size);
    },
    url: async (key) => addressOf(key),
    // Posts show it. It is gone when the emulator ends.
    remove: async () => undefined,
  });
}
