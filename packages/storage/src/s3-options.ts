import type { Clock } from '@threads-sdk/core-http/fetch';
import type { InputIssue } from '@threads-sdk/errors';
import { storageOptionIssues } from './create-storage.ts';
import type { StorageOptions } from './file-storage.ts';
import { isPublicUrl } from './public-address.ts';

/**
 * What signs requests to S3: those of a user, or of a role for a while.
 *
 * @category S3
 */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. What they have signed ends with them, whatever `expiresIn` says. */
  readonly sessionToken?: string | undefined;
}

/**
 * What `createS3Storage` takes.
 *
 * @category S3
 */
export type S3StorageOptions = StorageOptions & {
  /**
   * The address of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com`,
   * `https://<account id>.r2.cloudflarestorage.com`, `http://127.0.0.1:9000`.
   */
  readonly endpoint: string;

  /** The bucket's region, such as `eu-central-1`; `auto` for R2, `us-east-1` for MinIO where nothing else is set. */
  readonly region: string;

  readonly bucket: string;

  /**
   * How long a signed address works, in seconds, from 60 to 604,800. Default 3,600. Threads has downloaded a file by then: the
   * address is made just before.
   */
  readonly expiresIn?: number;

  /** Milliseconds without a byte sent or received after which an attempt ends. Default 60,000. */
  readonly timeout?: number;

  /** Sends a request, default the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;

  /** Time, for signatures and pauses. Default the machine's. */
  readonly clock?: Clock;

  /** Randomness for pauses, from 0 (included) to 1 (excluded). Default `Math.random`. */
  readonly random?: () => number;
} & (
    | S3Credentials
    | {
        /** Gives the credentials, for roles that change; it is asked before each request. */
        readonly credentials: () => S3Credentials | Promise<S3Credentials>;
      }
  ) &
  (
    | {
        /** The bucket stays private, and each address is signed. */
        readonly addressing: 'signed';
        readonly publicUrl?: undefined;
      }
    | {
        /** The files are public below `publicUrl`. */
        readonly addressing: 'public';
        /** Where the bucket is served, such as `https://media.example.com`. */
        readonly publicUrl: string;
      }
  );

/** What is wrong with the options, all of it; those that every storage has aside. */
export function s3OptionIssues(options: unknown): readonly InputIssue[] {
  const given: Readonly<Record<string, unknown>> = Object(options);
  const issues: InputIssue[] = [];
  const need = (isMet: boolean, path: string, message: string): void => {
    if (!isMet) issues.push({ path: `options.${path}`, message });
  };
  // A newline that came with it from a file would be no header.
  const isFilled = (value: unknown): boolean => typeof value === 'string' && /^[!-~]+$/.test(value);
  const isWithin = (value: unknown, least: number, most: number): boolean =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  const isFunction = (value: unknown): boolean => value === undefined || typeof value === 'function';
  const { addressing, bucket, credentials, endpoint, expiresIn = 60, publicUrl, region, timeout = 1 } = given;
  need(
    isPublicUrl(endpoint) && new URL(endpoint).pathname === '/',
    'endpoint',
    'must be an http or https URL without a path, a query, a user name or a password',
  );
  need(isFilled(region), 'region', 'must be a text, such as "eu-central-1" or "auto"');
  need(
    typeof bucket === 'string' && /^\w[\w.-]{0,254}$/.test(bucket),
    'bucket',
    'must be the name of a bucket, without a path',
  );
  if (credentials === undefined) {
    need(
      isFilled(given['accessKeyId']),
      'accessKeyId',
      'must be a text, unless there is a function credentials',
    );
    need(
      isFilled(given['secretAccessKey']),
      'secretAccessKey',
      'must be a text, unless there is a function credentials',
    );
    need(
      given['sessionToken'] === undefined || isFilled(given['sessionToken']),
      'sessionToken',
      'must be a text',
    );
  } else {
    need(typeof credentials === 'function', 'credentials', 'must be a function');
  }
  need(addressing === 'signed' || addressing === 'public', 'addressing', 'must be "signed" or "public"');
  if (addressing === 'public')
    need(isPublicUrl(publicUrl), 'publicUrl', 'must be an http or https URL without a query');
  else need(publicUrl === undefined, 'publicUrl', 'is for public addressing');
  need(isWithin(expiresIn, 60, 604_800), 'expiresIn', 'must be a whole number of seconds from 60 to 604800');
  need(isWithin(timeout, 1, 2_147_483_647), 'timeout', 'must be a whole number of milliseconds from 1');
  for (const name of ['fetch', 'random']) need(isFunction(given[name]), name, 'must be a function');
  const { now, sleep } = Object(given['clock'] ?? { now: String, sleep: String });
  need(
    typeof now === 'function' && typeof sleep === 'function',
    'clock',
    'must have the functions now and sleep',
  );
  const { prefix, removeWhenLive, ...others } = given;
  for (const name of Object.keys(others)) need(known.has(name), name, 'is unknown');
  return [...issues, ...storageOptionIssues({ prefix, removeWhenLive })];
}

const known: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'accessKeyId addressing bucket clock credentials endpoint expiresIn fetch publicUrl random region secretAccessKey sessionToken timeout'.split(
    ' ',
  ),
);
