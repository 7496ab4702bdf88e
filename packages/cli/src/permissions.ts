import type { KnownScope } from '@threads-sdk/credentials';

/** A permission that a person can grant, and what this program does with it. */
export interface Permission {
  readonly scope: KnownScope;
  /** What does not work without it. */
  readonly isFor: string;
  /** Whether a login asks for it by itself. The others show little before Meta has reviewed the app for them. */
  readonly isUsual: boolean;
}

/** What each permission is for. A new one of the description does not compile before it stands here. */
const purposes: Readonly<Record<KnownScope, Omit<Permission, 'scope'>>> = {
  threads_basic: { isFor: 'everything', isUsual: true },
  threads_content_publish: { isFor: 'post, chain, repost, quota', isUsual: true },
  threads_delete: { isFor: 'delete', isUsual: true },
  threads_manage_insights: { isFor: 'insights, export with insights', isUsual: true },
  threads_manage_mentions: { isFor: 'mentions', isUsual: true },
  threads_manage_replies: {
    isFor: 'approve, hide; by what was seen, also chains and post --reply-to',
    isUsual: true,
  },
  threads_read_replies: { isFor: 'replies, conversation, pending', isUsual: true },
  threads_keyword_search: { isFor: 'search', isUsual: false },
  threads_location_tagging: { isFor: 'post --location', isUsual: false },
  threads_profile_discovery: { isFor: 'profile of somebody else', isUsual: false },
  threads_share_to_instagram: { isFor: 'post --instagram', isUsual: false },
};

/** All permissions of the API. */
export const permissions: readonly Permission[] = (Object.keys(purposes) as KnownScope[]).map((scope) => ({
  scope,
  ...purposes[scope],
}));

/** What a login asks for where nothing else is said. */
export const usualScopes: readonly KnownScope[] = permissions
  .filter(({ isUsual }) => isUsual)
  .map(({ scope }) => scope);
