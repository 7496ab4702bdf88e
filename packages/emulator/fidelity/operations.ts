// Groups of operations that behave alike.

/** Lists that `since` and `until` cut. */
export const timeLists: readonly string[] = [
  'listThreads',
  'listUserReplies',
  'listGhostPosts',
  'listMentions',
  'listProfilePosts',
  'searchThreads',
];

/** Lists that `reverse` turns around. */
export const replyLists: readonly string[] = ['listReplies', 'listConversation', 'listPendingReplies'];

/** Lists with cursors. */
export const lists: readonly string[] = [...timeLists, ...replyLists];

/** What shows posts. */
export const postReaders: readonly string[] = ['getThread', ...lists];
