// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import {
  type SearchedKeyword,
  type SearchedKeywordSelection,
  searchedKeywordSchema,
} from './searched-keyword.ts';

/**
 * The profile of the token's user. Its names differ from those of a public profile.
 *
 * @category Answers
 */
export interface User {
  /** The user's id for this app. */
  readonly id: string;
  /** The username, without `@`. */
  readonly username?: string;
  /** The name that is shown. Since 2024-08-05. */
  readonly name?: string;
  /** The profile picture. */
  readonly threads_profile_picture_url?: string;
  /** The text of the profile. */
  readonly threads_biography?: string;
  /** Whether the profile is verified. Since 2025-07-07. */
  readonly is_verified?: boolean;
  /** What this user has searched for through the keyword search. Since 2024-12-09. */
  readonly recently_searched_keywords?: readonly SearchedKeyword[];
  /** Whether posts may be limited to countries. Since 2024-07-23. */
  readonly is_eligible_for_geo_gating?: boolean;
}

/**
 * What `fields` may name of a {@link User}: a field, or the fields of a part of it.
 *
 * @category Fields
 */
export type UserSelection = keyof User | UserNestedSelection;

/**
 * The parts of a {@link User} whose own fields can be chosen.
 *
 * @category Fields
 */
export interface UserNestedSelection {
  readonly recently_searched_keywords?: readonly SearchedKeywordSelection[];
}

/** @internal */
export const userSchema: v.GenericSchema<unknown, User> = /* @__PURE__ */ answerObject<User>(
  {
    id: 'id',
    username: 'string',
    name: 'string',
    threads_profile_picture_url: 'string',
    threads_biography: 'string',
    is_verified: 'boolean',
    recently_searched_keywords: /* @__PURE__ */ answerList(searchedKeywordSchema),
    is_eligible_for_geo_gating: 'boolean',
  },
  ['id'],
);
