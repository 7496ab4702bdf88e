import type { Thread } from '@threads-sdk/endpoints';
import { createForeignMarks } from './foreign.ts';

/** A post as agents see it: small, and without what they can do nothing with. */
export interface PostView {
  readonly id: string;
  readonly by?: string;
  readonly at?: string;
  readonly text?: string;
  /** What it is, if not a text: `image`, `video`, `carousel_album`, `repost_facade`. */
  readonly kind?: string;
  readonly link?: string;
  readonly replyTo?: string;
  /** Where a reply is hidden, or waits for approval. */
  readonly status?: string;
  /** Somebody else wrote it. */
  readonly foreign?: true;
  /** The text goes on. */
  readonly cut?: true;
  readonly quotes?: PostView;
}

/** How many characters of a text a list has. */
export const maxListedText = 280;

/** Fields that every list of posts has. */
export const postFields = ['id', 'media_type', 'permalink', 'username', 'text', 'timestamp'] as const;

/** Fields that lists of replies have besides. */
export const replyFields = [
  'id',
  'media_type',
  'permalink',
  'username',
  'text',
  'timestamp',
  'replied_to',
] as const;

/** Makes views of posts for one answer. */
export interface PostViews {
  /** @param most how many characters of its text are shown */
  readonly view: (post: Thread, most?: number) => PostView;
  /** To be spread into the answer, after the views were made. */
  readonly note: () => { readonly note?: string };
}

/** @param own the username of the account: what has another author, or none, is foreign */
export function createPostViews(own: string): PostViews {
  const { mark, note } = createForeignMarks();
  const view: PostViews['view'] = (post, most = maxListedText) => {
    const { hide_status, is_reply_owned_by_me, media_type = '', permalink, quoted_post, replied_to } = post;
    const { reply_approval_status, text = '', timestamp, username } = post;
    const isForeign = username !== own && is_reply_owned_by_me !== true;
    const shown = cut(text, most);
    const kind = media_type.replace('TEXT_POST', '').toLowerCase();
    const status =
      reply_approval_status ?? (/HUSHED/.test(hide_status ?? 'HUSHED') ? undefined : hide_status);
    return {
      id: post.id,
      ...(username !== undefined && { by: username }),
      ...(timestamp !== undefined && { at: timestamp }),
      ...(text !== '' && { text: isForeign ? mark(shown) : shown }),
      ...(kind !== '' && { kind }),
      ...(permalink !== undefined && { link: permalink }),
      ...(replied_to && { replyTo: replied_to.id }),
      ...(status !== undefined && { status: status.toLowerCase() }),
      ...(isForeign && { foreign: true }),
      ...(shown !== text && { cut: true }),
      ...(quoted_post?.username !== undefined && { quotes: view(quoted_post, most) }),
    };
  };
  return { view, note };
}

/** The beginning of a text, of whole characters. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}
