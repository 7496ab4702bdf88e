import type { PostRecord, UserRecord } from './store.ts';

/** Whether the text of a post names the user: `@name`, and not as a part of a longer name or of an address. */
export function isMentioned(post: PostRecord, { username }: UserRecord): boolean {
  const mention = new RegExp(`(?<![\\w.])@${username.replaceAll('.', '\\.')}(?![\\w]|\\.\\w)`, 'i');
  return mention.test(post.content.text ?? '');
}
