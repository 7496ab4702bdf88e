export type { MediaType } from './content-key.ts';
export { createStorage } from './create-storage.ts';
export type { FileStorage, StorageFunctions, StorageOptions, StoredObject } from './file-storage.ts';
export { createR2Storage, type R2Bucket } from './r2-storage.ts';
export type { S3Credentials, S3StorageOptions } from './s3-options.ts';
export { createS3Storage, type S3Storage } from './s3-storage.ts';
export { sweepStorage, type SweepOptions } from './sweep-storage.ts';
