/** Uploads the file that its arguments name, and prints what came of it and the most memory that the process took. */
import { argv, resourceUsage } from 'node:process';
import { createS3Storage } from '@threads-sdk/storage';
import { openFile } from '@threads-sdk/storage/node';

const [, , path = '', server = '{}'] = argv;
const { accessKeyId, endpoint, region, secretAccessKey } = JSON.parse(server);
const options = {
  accessKeyId,
  addressing: 'signed',
  bucket: 'media',
  endpoint,
  region,
  secretAccessKey,
} as const;
const key = await createS3Storage(options).put(await openFile(path), { kind: 'video' });
console.log(JSON.stringify({ key, memory: resourceUsage().maxRSS * 1024 }));
