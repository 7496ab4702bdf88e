import type { KnownScope } from '@threads-sdk/credentials';

/** A permission that a person can grant, and what this program does with it. */
export interface Permission {
  readonly scope: KnownScope;
  /** What does not work without it. */
  readonly isFor: string;
  /** Whether a login asks for it by itself. The others show little before Meta has reviewed the app for them. */
  readonly isUsual: boolean;
}

/** All permissions of the API. */
export const permissions: readonly Permission[] = [
  { scope: 'threads_basic', isFor: 'everything', isUsual: true },
  { scope: 'threads_content_publish', isFor: 'post, chain, repost, quota', isUsual: true },
  { scope: 'threads_delete', isFor: 'delete', isUsual: true },
  { scope: 'threads_manage_insights', isFor: 'insights, export with insights', isUsual: true },
  { scope: 'threads_manage_mentions', isFor: 'mentions', isUsual: true },
  {
    scope: 'threads_manage_replies',
    isFor: 'approve, hide; by what was seen, also chains and post --reply-to',
    isUsual: true,
  },
  { scope: 'threads_read_replies', isFor: 'replies, conversation, pending', isUsual: true },
  { scope: 'threads_keyword_search', isFor: 'search', isUsual: false },
  { scope: 'threads_location_tagging', isFor: 'post --location', isUsual: false },
  { scope: 'threads_profile_discovery', isFor: 'profile of somebody else', isUsual: false },
  { scope: 'threads_share_to_instagram', isFor: 'sharing to Instagram (api)', isUsual: false },
];

/** What a login asks for where nothing else is said. */
export const usualScopes: readonly KnownScope[] = permissions
  .filter(({ isUsual }) => isUsual)
  .map(({ scope }) => scope);
