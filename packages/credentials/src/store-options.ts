import * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { objectMessage } from './fields.ts';

/**
 * How a store turns credentials into the text that its backend keeps, and back.
 *
 * @example
 * ```ts
 * import {
 *   createSealingKey,
 *   openCredentials,
 *   sealCredentials,
 *   type StoreSealing,
 * } from '@threads-sdk/credentials';
 *
 * const keys = [createSealingKey()];
 *
 * export const sealing: StoreSealing = {
 *   seal: (credentials) => sealCredentials(credentials, { keys }),
 *   open: (text) => openCredentials(text, { keys }),
 * };
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7516
 * @category Store credentials
 */
export interface StoreSealing {
  /** Makes a text from which nobody can tell the token. */
  readonly seal: (credentials: Credentials) => Promise<string>;

  /** Reads what `seal` made. */
  readonly open: (text: string) => Promise<Credentials>;
}

/**
 * What every store on a backend can be told.
 *
 * @example
 * ```ts
 * import { credentialsFromJson, credentialsToJson, type StoreOptions } from '@threads-sdk/credentials';
 *
 * export const readable: StoreOptions = {
 *   sealing: {
 *     seal: async (credentials) => credentialsToJson(credentials),
 *     open: async (text) => credentialsFromJson(text),
 *   },
 * };
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7516
 * @category Store credentials
 */
export interface StoreOptions {
  /**
   * Seals what the backend keeps. Default: none, so that everyone who can read the backend can read the tokens, as
   * `credentialsToJson` writes them.
   */
  readonly sealing?: StoreSealing;
}

const func = /* @__PURE__ */ v.function('must be a function');

/** The schema of {@link StoreOptions}. */
export const sealing: v.GenericSchema<unknown, unknown> = /* @__PURE__ */ v.optional(
  /* @__PURE__ */ v.object({ seal: func, open: func }, objectMessage),
);
