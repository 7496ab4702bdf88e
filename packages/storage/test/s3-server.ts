/** What signs requests to a server of tests. */
export interface S3Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An S3 server of a suite, on loopback. Its own key may do everything. */
export interface S3Server extends S3Key {
  /** Without a slash at its end; buckets are in the path. */
  readonly endpoint: string;
  readonly region: string;

  /** A valid key that has no right to any bucket. */
  readonly stranger: S3Key;

  createBucket(name: string): Promise<void>;

  stop(): Promise<void>;
}

/** The keys of every server of tests. A secret has characters that must not be taken for a part of an address. */
export const keys = {
  accessKeyId: 'AKTESTOWNER000000001',
  secretAccessKey: 'canary/s3+secret=of/the+owner/0000000001',
  stranger: {
    accessKeyId: 'AKTESTSTRANGER000001',
    secretAccessKey: 'canary/s3+secret=of/stranger/0000000001',
  },
} as const;
