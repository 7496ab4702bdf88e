import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createStorage } from '@threads-sdk/storage';
import type { OpenStorage } from './storage.ts';

/**
 * Shows files on a port of this machine for as long as a command runs: for an emulator, which lives here too. Nothing is copied, and
 * nobody who does not know the hash of a file can ask for it.
 */
export async function serveFiles(): Promise<OpenStorage> {
  const files = new Map<string, { readonly file: Blob; readonly contentType: string }>();
  const server = createServer((request, response) => {
    const found = files.get((request.url ?? '/').slice(1));
    if (found === undefined || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': found.contentType, 'content-length': found.file.size });
    pipeline(Readable.from(found.file.stream()), response).catch(() => {
      // Whoever downloads it has left, or the file was changed: an answer that is cut says so.
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = Object(server.address());
  return {
    storage: createStorage('this machine', {
      put: async (key, file, { contentType, onProgress }) => {
        files.set(key, { file, contentType });
        onProgress(file.size);
      },
      url: async (key) => `http://127.0.0.1:${port}/${key}`,
      remove: async (key) => void files.delete(key),
    }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
