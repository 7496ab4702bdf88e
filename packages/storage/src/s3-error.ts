import { StorageError, type StorageErrorCode } from '@threads-sdk/errors';

/** What an answer of S3 says of a failure. */
export interface S3Failure {
  readonly status?: number;
  /** The code in the answer, such as `NoSuchBucket`, or what `fetch` failed with, such as `ECONNREFUSED`. */
  readonly reason: string;
  /** The region in which the bucket is, where the answer tells. */
  readonly region?: string | undefined;
}

/** Whether the same request may succeed a little later. */
export function mayPass({ reason, status = 503 }: S3Failure): boolean {
  return (
    (status >= 500 && status !== 501) ||
    status === 429 ||
    status === 408 ||
    /^(SlowDown|RequestTimeout)$/.test(reason)
  );
}

/** The error of a failure: what it means, and what to do. Nothing of it is a secret, a signature or an address. */
export function s3Error(
  what: string,
  { bucket, key, region }: { readonly bucket: string; readonly key?: string; readonly region: string },
  failure: S3Failure,
): StorageError {
  const [code, remedy] = meaningOf(failure, bucket, region);
  const { reason, status } = failure;
  const subject = key === undefined ? `the bucket ${bucket}` : `${key} of the bucket ${bucket}`;
  const answer = status === undefined ? reason : `${reason}, HTTP status ${status}`;
  return new StorageError(code, `${subject} could not be ${what} (${answer}).`, {
    bucket,
    key,
    reason,
    status,
    remedy,
    retryable: code === 'STORAGE_FAILED' && mayPass(failure) ? 'later' : 'never',
  });
}

function meaningOf(
  { reason, region, status }: S3Failure,
  bucket: string,
  tried: string,
): readonly [StorageErrorCode, string] {
  if (reason === 'RequestTimeTooSkewed')
    return [
      'STORAGE_CLOCK_OFF',
      "Set this machine's clock: it differs from the storage's by more than 15 minutes.",
    ];
  if (reason === 'NoSuchBucket')
    return ['STORAGE_BUCKET_NOT_FOUND', `Make the bucket ${bucket}, or correct its name or the endpoint.`];
  const isElsewhere =
    /^(PermanentRedirect|TemporaryRedirect|Redirect|IllegalLocationConstraintException)$/.test(reason);
  if (
    isElsewhere ||
    (region !== undefined && region !== tried) ||
    (status !== undefined && status >= 300 && status < 400)
  ) {
    const other =
      region === undefined || region === tried ? 'The answer leads elsewhere' : `The bucket is in ${region}`;
    return [
      'STORAGE_REGION_WRONG',
      `${other}: correct the region or the endpoint, https in place of http included.`,
    ];
  }
  const remedies: Readonly<Record<string, string>> = {
    SignatureDoesNotMatch: 'Correct secretAccessKey: the signature is not that of the access key.',
    InvalidAccessKeyId: 'Correct accessKeyId: the storage does not know it.',
    ExpiredToken: 'Get new temporary credentials: give a function as credentials.',
    InvalidToken: 'Correct sessionToken.',
    AccessDenied:
      'Allow the access key to put, get and delete objects below the prefix, or take one that may.',
  };
  const own = remedies[reason];
  if (own !== undefined || status === 401 || status === 403)
    return ['STORAGE_REFUSED', own ?? 'Look at the access key and what it may do.'];
  return ['STORAGE_FAILED', 'Look at the endpoint and the storage, then call again.'];
}
