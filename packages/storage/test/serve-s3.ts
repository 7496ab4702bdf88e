/**
 * The stub as a program, for other processes and runtimes: `node serve-s3.ts '{ "cors": true, "buckets": ["one"] }'`. Its first
 * line of output is JSON with its address and keys. It ends with its standard input: so give it a pipe, and it outlives nobody.
 */
import { argv, exit, stdin, stdout } from 'node:process';
import { type S3StubOptions, startS3Stub } from './s3-stub.ts';

const { buckets, ...options } = JSON.parse(argv[2] ?? '{}') as Omit<S3StubOptions, 'now'> & {
  readonly buckets?: readonly string[];
};
const { requests: _requests, objects: _objects, ...server } = await startS3Stub(options);
for (const name of buckets ?? []) await server.createBucket(name);
stdout.write(`${JSON.stringify(server)}\n`); // Functions are no part of JSON.
stdin.resume().once('end', () => exit());
