/** What a person is told about each permission that an app may ask for. */
const permissionTexts: ReadonlyMap<string, { readonly title: string; readonly detail: string }> =
  /* @__PURE__ */ new Map([
    ['threads_basic', { title: 'See your profile and posts', detail: 'Always part of the access.' }],
    ['threads_content_publish', { title: 'Create posts', detail: 'Post, quote and repost in your name.' }],
    [
      'threads_read_replies',
      { title: 'Read replies', detail: 'See replies to your posts and whole conversations.' },
    ],
    [
      'threads_manage_replies',
      { title: 'Reply and moderate', detail: 'Write replies, hide them, approve pending ones.' },
    ],
    [
      'threads_manage_insights',
      { title: 'See your insights', detail: 'Views, likes and facts about your followers.' },
    ],
    [
      'threads_keyword_search',
      { title: 'Search public posts', detail: 'Find posts by words or topic tags.' },
    ],
    [
      'threads_manage_mentions',
      { title: 'See your mentions', detail: 'Read posts in which others mention you.' },
    ],
    ['threads_delete', { title: 'Delete posts', detail: 'Remove posts of yours for good.' }],
    [
      'threads_location_tagging',
      { title: 'Tag locations', detail: 'Search for places and add them to your posts.' },
    ],
    [
      'threads_profile_discovery',
      { title: 'Look up profiles', detail: 'Read public profiles and their posts.' },
    ],
    [
      'threads_share_to_instagram',
      { title: 'Share to Instagram', detail: 'Add your posts to your Instagram story.' },
    ],
  ]);

/** The words for one permission; a permission unknown here is shown by its name. */
export function describePermission(scope: string): {
  readonly title: string;
  readonly detail: string;
} {
  return permissionTexts.get(scope) ?? { title: scope, detail: 'A permission unknown to the emulator.' };
}
