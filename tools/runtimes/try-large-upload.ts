import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
// @boundaries-ignore a tool of tests has one home
import { startS3Stub } from '../../packages/storage/test/s3-stub.ts';
import { nodeCommand } from './runtimes.ts';

const gigabyte = 1024 ** 3;

/** The most memory, in bytes, that a process may take which uploads a gigabyte. */
const mostMemory = 160_000_000;

const program = `import { resourceUsage } from 'node:process';
import { createS3Storage } from '@threads-sdk/storage';
import { openFile } from '@threads-sdk/storage/node';
const [path, server] = process.argv.slice(2);
const storage = createS3Storage({ ...JSON.parse(server), addressing: 'signed', bucket: 'media' });
const key = await storage.put(await openFile(path), { kind: 'video' });
console.log(JSON.stringify({ key, memory: resourceUsage().maxRSS * 1024 }));
`;

/**
 * Uploads a gigabyte of the disk from a process of its own, with the packed packages: fetch keeps all of it in memory if it is not
 * told that it need not, which nothing else shows.
 */
export async function tryLargeUpload(folder: string, node: string): Promise<string> {
  const film = join(folder, 'film.mp4');
  writeFileSync(film, '\0\0\0\x18ftypisom\0\0\0\0isomiso2');
  truncateSync(film, gigabyte); // it takes no room on the disk
  writeFileSync(join(folder, 'upload.js'), program);
  const stub = await startS3Stub({ keep: 0 });
  const { accessKeyId, endpoint, region, secretAccessKey } = stub;
  try {
    await stub.createBucket('media');
    const server = JSON.stringify({ accessKeyId, endpoint, region, secretAccessKey });
    const [command = '', ...args] = nodeCommand(node);
    const { stdout } = await promisify(execFile)(command, [...args, 'upload.js', film, server], {
      cwd: folder,
    });
    const { key, memory } = JSON.parse(stdout);
    assert.equal(stub.objects.get(`media/${key}`)?.size, gigabyte);
    assert.ok(memory <= mostMemory, `${node} took ${memory} bytes of memory, ${mostMemory} allowed`);
    return `${node} uploads a gigabyte with ${Math.round(memory / 1e6)} MB`;
  } finally {
    await stub.stop();
  }
}
