/**
 * An MCP server over stdio as the command line has one, in a process of its own.
 *
 *     node --conditions=@threads-sdk/source stdio-program.ts ADDRESS FOLDER
 *
 * ADDRESS: where a served emulator is. FOLDER: where the journal is. The credentials are in the environment, under
 * THREADS_CREDENTIALS.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, env, stderr } from 'node:process';
import { createClient } from '@threads-sdk/core-http/fetch';
import { credentialsFromJson } from '@threads-sdk/credentials';
import type { Journal } from '@threads-sdk/publish';
import { serveStdio } from '../src/index.ts';

const [, , baseUrl = '', folder = ''] = argv;
const client = createClient({
  credentials: credentialsFromJson(env['THREADS_CREDENTIALS'] ?? ''),
  baseUrl,
  allowInsecure: true,
});
const journal = journalIn(folder);
const audit = (entry: object): void => void stderr.write(`${JSON.stringify(entry)}\n`);
serveStdio({ client, journal, audit });

/** A file for each entry, which is there as a whole or not at all. */
function journalIn(place: string): Journal {
  const pathOf = (key: string): string => join(place, createHash('sha256').update(key).digest('hex'));
  return {
    get: async (key) => {
      try {
        return await readFile(pathOf(key), 'utf8');
      } catch (error) {
        if (Object(error).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    set: async (key, entry) => {
      await writeFile(`${pathOf(key)}.new`, entry, { flush: true });
      await rename(`${pathOf(key)}.new`, pathOf(key));
    },
  };
}
