/** A program and the most that it may weigh. */
export interface SizeLimit {
  readonly name: string;
  readonly source: string;
  /**
   * Bytes, minified and compressed with gzip -9, all dependencies included. Or the name of a program that does the same: then
   * as many as that one weighs with the same bundler, and 30 more.
   */
  readonly limit: number | { readonly sameAs: string };
  /** A program that the app has anyway: what counts is how much more this one weighs. */
  readonly besides?: string;
  /** Texts of other features, which must not be in this program's bundle. */
  readonly absent?: readonly string[];
  /** Texts that must be in the bundle once: a second one means that something is there twice. */
  readonly once?: readonly string[];
}

const otherEndpoints = [
  'threads_publish',
  'keyword_search',
  'profile_lookup',
  'location_search',
  'oembed',
  'oauth',
  'threads_publishing_limit',
  'quota_usage',
  'follower_demographics',
  'manage_reply',
  'auto_publish_text',
  'provider_name',
];

/** Texts of ky. */
const ky = ['ForceRetryError', 'throwHttpErrors'];

/** A text of the client that both entries of core-http share. */
const core = '@threads-sdk/client';

/** What an app pays for what it imports. A limit is the measured size and a few per cent, or a promise made. */
export const sizeLimits: readonly SizeLimit[] = [
  {
    name: 'list my posts, without ky',
    source: `export { createClient } from '@threads-sdk/core-http/fetch'; export { listThreads } from '@threads-sdk/endpoints';`,
    limit: 10_000,
    absent: [...otherEndpoints, ...ky],
    once: [core],
  },
  {
    name: 'list my posts',
    source: `export { createClient } from '@threads-sdk/core-http'; export { listThreads } from '@threads-sdk/endpoints';`,
    limit: 18_800,
    absent: otherEndpoints,
    once: [core],
  },
  {
    name: 'list my posts, of one install, without ky',
    source: `export { createClient } from 'threads-sdk/core-http/fetch'; export { listThreads } from 'threads-sdk';`,
    limit: { sameAs: 'list my posts, without ky' },
    absent: [...otherEndpoints, ...ky],
    once: [core],
  },
  {
    name: 'list my posts, of one install',
    source: `export { createClient, listThreads } from 'threads-sdk';`,
    limit: { sameAs: 'list my posts' },
    absent: otherEndpoints,
    once: [core],
  },
  {
    name: 'hold credentials',
    source: `export { credentialsFromJson, credentialsToJson } from '@threads-sdk/credentials';`,
    limit: 3_000,
    absent: ['fetch(', 'graph.threads', 'A256GCM', 'EVAL'],
  },
  {
    name: 'seal credentials',
    source: `export { openCredentials, sealCredentials } from '@threads-sdk/credentials';`,
    limit: 12_700,
    absent: ['EVAL', 'throwOnErrors'],
  },
  {
    name: 'keep credentials in Redis',
    source: `export { createRedisStore } from '@threads-sdk/credentials';`,
    limit: 4_200,
    absent: ['A256GCM', 'throwOnErrors'],
  },
  {
    name: 'recognise an error',
    source: `export { isThreadsError } from '@threads-sdk/errors';`,
    limit: 200,
  },
  {
    name: 'log a user in',
    source: `export { completeAuthorization, createAuthorizationUrl, refreshCredentials } from '@threads-sdk/auth';`,
    limit: 12_000,
    absent: [...ky, 'STORE_FAILED', 'threads_publish', 'keyword_search', 'quota_usage', 'permalink'],
  },
  {
    name: 'log in, besides core-http',
    source: `export { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';`,
    besides: `export { createClient, request } from '@threads-sdk/core-http/fetch';`,
    limit: 4_500,
    absent: ['refresh_access_token', 'debug_token', 'STORE_FAILED'],
  },
  {
    name: 'stay logged in, besides core-http',
    source: `export { createCredentialsSource } from '@threads-sdk/auth';`,
    besides: `export { createClient, request } from '@threads-sdk/core-http/fetch';`,
    limit: 4_900,
    absent: ['debug_token', 'th_exchange_token', 'isComplete'],
  },
  {
    name: 'refresh many accounts, besides core-http',
    source: `export { refreshDueCredentials } from '@threads-sdk/auth';`,
    besides: `export { createClient, request } from '@threads-sdk/core-http/fetch';`,
    limit: 4_900,
    absent: ['debug_token', 'th_exchange_token', 'onRefreshFailed'],
  },
  {
    name: 'publish a post, without ky',
    source: `export { createClient } from '@threads-sdk/core-http/fetch'; export { publish } from '@threads-sdk/publish';`,
    limit: 21_540,
    once: [core],
    absent: [
      ...ky,
      'keyword_search',
      'profile_lookup',
      'oembed',
      'follower_demographics',
      'th_exchange_token',
      'intent/',
      'PublishChainError',
      'sentence',
      'xn--',
      'throwOnErrors',
    ],
  },
  {
    name: 'publish a post, of one install, without ky',
    source: `export { createClient } from 'threads-sdk/core-http/fetch'; export { publish } from 'threads-sdk';`,
    limit: { sameAs: 'publish a post, without ky' },
    once: [core],
    absent: [...ky, 'keyword_search', 'th_exchange_token'],
  },
  {
    name: 'split a text',
    source: `export { splitText } from '@threads-sdk/publish';`,
    limit: 3_000,
    absent: ['graph.threads', 'media_type', 'intent/'],
  },
  {
    name: 'fit a text into a post',
    source: `export { fitText } from '@threads-sdk/publish';`,
    limit: 3_150,
    absent: ['graph.threads', 'media_type', 'intent/'],
  },
  {
    name: 'count a text, find its topic',
    source: `export { countText, findTopicTag } from '@threads-sdk/publish';`,
    limit: 530,
    absent: ['graph.threads', 'media_type', 'intent/', 'sentence', 'xn--'],
  },
  {
    name: 'find links',
    source: `export { findLinks } from '@threads-sdk/publish';`,
    limit: 950,
    absent: ['graph.threads', 'media_type', 'intent/', 'granularity'],
  },
  {
    name: 'make intent addresses',
    source: `export { followIntentUrl, postIntentUrl } from '@threads-sdk/publish';`,
    limit: 3_000,
    absent: ['graph.threads', 'media_type', 'granularity'],
  },
  {
    name: 'keep files in S3',
    source: `export { createS3Storage } from '@threads-sdk/storage';`,
    limit: 11_300,
    absent: ['R2', 'sweepStorage', 'auto_publish_text'],
  },
  {
    name: 'check media',
    source: `export { checkMedia } from '@threads-sdk/media';`,
    limit: 15_500,
    absent: ['graph.threads'],
  },
  {
    name: 'read verified deliveries',
    source: `export { parseDelivery, verifySignature } from '@threads-sdk/webhooks';`,
    limit: 3_150,
    absent: ['hub.', 'signed_request', 'ttl', 'waitUntil', 'getReader', 'confirmation_code'],
  },
  {
    name: 'handle webhooks',
    source: `export { handleWebhook } from '@threads-sdk/webhooks';`,
    limit: 5_150,
    absent: ['signed_request', 'throwOnErrors', 'maxEvents', 'confirmation_code'],
  },
  {
    name: 'verify a signature',
    source: `export { verifySignature } from '@threads-sdk/webhooks';`,
    limit: 1_050,
    absent: ['hub.', 'looseObject', 'loose_object', 'JSON.parse'],
  },
  {
    name: 'handle the deauthorize and the data deletion callback',
    source: `export { handleDataDeletion, handleDeauthorize } from '@threads-sdk/webhooks';`,
    limit: 4_600,
    absent: ['hub.', 'media_product_type', 'sha256=', 'throwOnErrors'],
  },
];
