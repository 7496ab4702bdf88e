import type { KnownScope, Scope } from '@threads-sdk/credentials';
import { found, type SetupFinding } from './finding.ts';

/** What does not work without each permission. A new one of the description does not compile before it stands here. */
const purposes: Readonly<Record<KnownScope, string>> = {
  threads_basic: 'everything',
  threads_content_publish: 'posting, and reading the quota',
  threads_delete: 'deleting posts',
  threads_manage_insights: 'insights',
  threads_manage_mentions: 'mentions',
  threads_manage_replies: 'hiding and approving replies; by what was seen, also replying',
  threads_read_replies: 'reading replies',
  threads_keyword_search: "searching other people's posts",
  threads_location_tagging: 'searching places, and posting with one',
  threads_profile_discovery: 'profiles and posts of others',
  threads_share_to_instagram: 'sharing a post as a story on Instagram',
};

const remedy =
  'If you need it, add it to the app in the dashboard, ask for it at the next login, and let the user leave it on. A token keeps the permissions of its login.';

/**
 * What was granted, and what is missing.
 *
 * @param scopes what was granted or asked for, if that is known
 * @param needed what the app needs, if it says so
 */
export function checkPermissions(
  scopes: readonly Scope[] | undefined,
  { isSaid, needed }: { readonly isSaid: boolean; readonly needed: readonly Scope[] | undefined },
): readonly SetupFinding[] {
  if (scopes === undefined)
    return [
      found(
        'permissions',
        'unknown',
        'Nobody said what was granted.',
        'What is missing shows when a call fails with PERMISSION_MISSING.',
      ),
    ];
  const missing = (needed ?? Object.keys(purposes)).filter((scope) => !scopes.includes(scope));
  const isFor: Readonly<Record<string, string>> = purposes;
  return [
    found(
      'permissions',
      isSaid ? 'ok' : 'unknown',
      `${isSaid ? 'Granted' : 'Asked for at the login, and maybe not all granted'}: ${scopes.join(', ')}.`,
    ),
    ...missing.map((scope) =>
      Object.freeze({
        ...found(
          'permissions',
          needed ? 'problem' : 'warning',
          `${scope} is missing.${scope in isFor ? ` It is for: ${isFor[scope]}.` : ''}`,
          remedy,
        ),
        scope,
      }),
    ),
  ];
}
