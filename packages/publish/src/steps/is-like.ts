import type { Thread } from '@threads-sdk/endpoints';
import { bareAddress } from '../address.ts';
import { isCarousel, kindOf, mediaOf } from '../container-parameters.ts';
import { textStyles } from '../generated/limits.ts';
import type { Media, Post, TextRange } from '../post.ts';

/** Whether a post read from the list of replies is what comes of a post that was sent. */
export function isLikeInReplies(read: Thread, sent: Post): boolean {
  return isLikeAnywhere(read, sent) && isAbsentOr(read.replied_to?.id, sent.replyTo);
}

/** Whether a post read from the list of threads is what comes of a post that was sent. */
export function isLikeInThreads(read: Thread, sent: Post): boolean {
  const media = mediaOf(sent);
  const hasAlternative = (item: Thread | undefined, index: number): boolean =>
    isSameText(item?.alt_text, media[index]?.altText);
  return (
    isLikeAnywhere(read, sent) &&
    (isCarousel(sent) ? (read.children ?? []).every(hasAlternative) : hasAlternative(read, 0)) &&
    isLinked(read, sent) &&
    isAbsentOr(read.is_spoiler_media, sent.isSpoilerMedia ?? false) &&
    hasSpoilers(read, sent) &&
    hasLongText(read, sent) &&
    read.location_id === sent.locationId &&
    listOf(read.allowlisted_country_codes) === listOf(sent.allowlistedCountryCodes) &&
    read.ghost_post_expiration_timestamp === undefined
  );
}

function isLikeAnywhere(read: Thread, sent: Post): boolean {
  const { poll_attachment: poll, quoted_post: quoted, gif_url: gifUrl, children = [] } = read;
  const media = mediaOf(sent);
  const options = [poll?.option_a, poll?.option_b, poll?.option_c, poll?.option_d];
  return (
    read.media_type === mediaTypeOf(media) &&
    isTextOf(read.text, sent.text) &&
    isAbsentOr(read.is_quote_post, sent.quote !== undefined) &&
    isAbsentOr(quoted?.id, sent.quote) &&
    hasTopic(read, sent) &&
    options.every((option, index) => isSameText(option, sent.poll?.[index])) &&
    isGif(gifUrl, sent.gif?.id) &&
    children.length === (isCarousel(sent) ? media.length : 0) &&
    children.every((item, index) => isAbsentOr(item.media_type, mediaTypeOf(media.slice(index, index + 1))))
  );
}

/** What Threads calls a post with these media. */
export function mediaTypeOf([first, ...others]: readonly Media[]): string {
  if (!first) return 'TEXT_POST';
  if (others.length > 0) return 'CAROUSEL_ALBUM';
  return kindOf(first).toUpperCase();
}

/** For fields that Threads has been seen to leave out. */
function isAbsentOr(read: unknown, sent: unknown): boolean {
  return read === undefined || read === sent;
}

/** Whether a text that was read comes of one that was sent. The sign of its first tag is said not to be shown. */
export function isTextOf(read: string | undefined, sent: string | undefined): boolean {
  const withoutHash = sent?.replace(/#(?=[^\s.&@!?,;:#])(?!\d+(?![^\s.&@!?,;:#]))/u, '');
  return isSameText(read, sent) || isSameText(read, withoutHash);
}

/** Leaves white space out of account, and what cannot be sent: half a character. No text and an empty one are the same. */
function isSameText(read: string | undefined, sent: string | undefined): boolean {
  return plain(read) === plain(sent);
}

/** What of a text can be read again. */
export function plain(text = ''): string {
  return text
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .normalize()
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Threads takes a topic from the text too. Which one wins is not known. */
function hasTopic({ topic_tag: read }: Thread, { topicTag: sent, text = '' }: Post): boolean {
  const isInText = read !== undefined && fold(text).includes(`#${fold(read)}`);
  return isInText || fold(read) === fold(sent);
}

function fold(text = ''): string {
  return plain(text).toLowerCase();
}

/** GIPHY's addresses name the GIF, others need not. */
function isGif(url: string | undefined, id: string | undefined): boolean {
  if (url === undefined || id === undefined) return url === id;
  return !/^https?:\/\/[^/]*\bgiphy\.com\//.test(url) || url.includes(id);
}

/** Where no card was asked for, Threads may make one of a link that it finds. */
function isLinked({ link_attachment_url: read }: Thread, sent: Post): boolean {
  const { linkAttachment, textAttachment, text = '' } = sent;
  if (linkAttachment !== undefined || read === undefined) return isSameLink(read, linkAttachment);
  return isSameLink(read, textAttachment?.linkAttachment) || text.includes(bareAddress(read));
}

function isSameLink(read: string | undefined, sent: string | undefined): boolean {
  return bareAddress(read) === bareAddress(sent);
}

function hasSpoilers(
  { text, text_entities: read = [] }: Thread,
  { text: sentText, spoilers = [] }: Post,
): boolean {
  if (read.length === 0 || spoilers.length === 0) return read.length === spoilers.length;
  return text !== sentText || spanned(read) === spanned(spoilers);
}

function hasLongText({ text_attachment: read }: Thread, { textAttachment: sent }: Post): boolean {
  if (!read || !sent) return !read && !sent;
  const { plaintext, text_with_styling_info: styling = [] } = read;
  return (
    isSameText(plaintext, sent.plaintext) &&
    isSameLink(read.link_attachment_url, sent.linkAttachment) &&
    (plaintext !== sent.plaintext ||
      textStyles.every(
        (style) =>
          spanned(styling.filter(({ styling_info: info = [] }) => info.includes(style))) ===
          spanned((sent.styling ?? []).filter((range) => range.styles.includes(style))),
      ))
  );
}

/** The parts of a text that ranges cover, however they are cut and ordered. */
function spanned(ranges: readonly Partial<TextRange>[]): string {
  let spans = '';
  let end = -1;
  for (const { offset = 0, length = 0 } of ranges.toSorted(
    (one, other) => (one.offset ?? 0) - (other.offset ?? 0),
  )) {
    if (offset > end) spans += `${end} ${offset}-`;
    end = Math.max(end, offset + length);
  }
  return spans + end;
}

function listOf(codes: readonly string[] = []): string {
  return codes.toSorted().join();
}
