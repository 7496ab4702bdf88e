import type { InputIssue } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import { maxLinks } from '../generated/limits.ts';
import { countBytes } from './count-text.ts';
import { createCutRanker, cutRank, faultAt, keptSpans, latestCuts, maxBytes, pieceAt } from './cut-text.ts';
import { findLinks, linkSpans } from './find-links.ts';

/**
 * How {@link fitText} cuts.
 *
 * @example
 * ```ts
 * import { fitText, type FitTextOptions } from '@threads-sdk/publish';
 *
 * const options: FitTextOptions = { link: 'https://example.com/kyoto' };
 * console.log(fitText('Three days in Kyoto. '.repeat(40), options).endsWith('…\nhttps://example.com/kyoto')); // true
 * ```
 *
 * @category Write a text
 */
export interface FitTextOptions {
  /**
   * A link that has to stand at the end, whole: it is put there, on a line of its own, unless the text ends with it. Default:
   * the link with which the text ends, if it does.
   */
  readonly link?: string;
}

/**
 * Cuts a text to what one post takes, with an ellipsis (`…`) where something was left out. Threads accepts it by either way of
 * counting (see {@link countText}): it has at most 500 bytes and 5 different links. A text that fits stays as it is, but for
 * white space at its end.
 *
 * A link at the end stays there, whole: the text before it is cut. It cuts between words, and inside a word only if the word
 * is longer than half of the post. It never cuts a character as people see it (a flag, a letter with its accents), a link,
 * a `@mention` or a `#tag`: what does not fit whole is left out whole.
 *
 * @param text the text, of any length, with more than white space in it, unless there is a `link`
 * @param options `link`: a link that has to stand at the end; by default the one with which the text ends, if it does
 * @returns the text to post
 * @throws {InvalidInputError} if there is nothing to post, if `link` is no link or not a single one, if the link at the end is
 *   longer than a post, or if the text begins with a link or a character that is: the message names all of them
 *
 * @example
 * ```ts
 * import { fitText } from '@threads-sdk/publish';
 *
 * const title = 'Up before the city: the temple is ours alone. '.repeat(30);
 * console.log(fitText(title, { link: 'https://example.com/kyoto' })); // Up before …\nhttps://example.com/kyoto
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 * @category Write a text
 */
export function fitText(text: string, options: FitTextOptions = {}): string {
  const { link }: FitTextOptions = Object(options);
  refuse('fitText', inputIssues(text, link));
  const whole = withLink(text.trimEnd(), link);
  const isShort = countBytes(whole) <= maxBytes;
  if (isShort && findLinks(whole).length <= maxLinks) return whole;

  // A link that was given is a link as it is written, also where a text that runs on would hide its end.
  const last = (link === undefined ? keptSpans(whole) : linkSpans(whole)).find(
    (span) => span.end === whole.length && span.link !== undefined,
  );
  const body = whole.slice(0, last?.start);
  // A bracket that was closed behind the link goes with it.
  const before = body
    .trimEnd()
    .replace(/[([{]$/, '')
    .trimEnd();
  const gap = body.slice(before.length).includes('\n') ? '\n' : ' ';
  const tail = last?.link ?? '';
  const room = maxBytes - (tail === '' ? 0 : gap.length + countBytes(tail));
  if (countBytes(tail) > maxBytes) refuse('fitText', [{ path: 'text', message: tooLong(tail) }]);

  const start = startOf(before, room, last?.link);
  if (start === '' && tail === '') {
    const piece = pieceAt(before, keptSpans(before), 0, maxBytes);
    refuse('fitText', [{ path: 'text', message: faultAt(before, piece, maxBytes) }]);
  }
  return start === '' ? tail : `${start}${tail === '' ? '' : gap}${tail}`;
}

/** By hand, since these checks are not worth a library to whoever uses this function alone. */
function inputIssues(text: unknown, link: unknown): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  if (typeof text !== 'string') issues.push({ path: 'text', message: 'must be a string' });
  else if (link === undefined && text.trim() === '')
    issues.push({ path: 'text', message: 'needs more than white space' });
  if (link === undefined) return issues;
  const path = 'options.link';
  if (typeof link !== 'string') issues.push({ path, message: 'must be a string' });
  else if (findLinks(link)[0] !== link)
    issues.push({ path, message: 'must be a single link, without anything around it' });
  else if (countBytes(link) > maxBytes) issues.push({ path, message: tooLong(link) });
  return issues;
}

function tooLong(link: string): string {
  return `the link "${link.slice(0, 60)}…" of ${countBytes(link)} bytes does not fit into a post of ${maxBytes} bytes`;
}

/** The text with the link at its end. */
function withLink(text: string, link: string | undefined): string {
  if (link === undefined) return text;
  const last = linkSpans(text).at(-1);
  if (last?.link === link && last.end === text.length) return text;
  return text === '' ? link : `${text}\n${link}`;
}

const ellipsis = '…';

/** As much of a text as fits, with an ellipsis if that is not all. */
function startOf(text: string, room: number, further: string | undefined): string {
  const kept = keptSpans(text);
  const all = pieceAt(text, kept, 0, room, further);
  if (all.reach === text.length) return text;
  const piece = pieceAt(text, kept, 0, room - countBytes(` ${ellipsis}`), further);
  const latest = latestCuts(text, kept, piece, piece.reach, createCutRanker());
  const { [cutRank.grapheme]: grapheme = 0 } = latest;
  const word = Math.max(
    ...[cutRank.word, cutRank.sentence, cutRank.paragraph].map((rank) => latest[rank] ?? 0),
  );
  const cut = withoutPause(text.slice(0, word > grapheme / 2 ? word : grapheme));
  if (cut === '') return '';
  // It would else be taken for a part of a link or a tag.
  const isAttached = keptSpans(cut).some(({ end }) => end === cut.length);
  return `${cut}${isAttached ? ' ' : ''}${ellipsis}`;
}

/** Without the white space and the commas at its end, if there is more. */
function withoutPause(text: string): string {
  const graphemes = Array.from(
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );
  while (/^[\s,;:–—-]+$/.test(graphemes.at(-1) ?? '')) graphemes.pop();
  return graphemes.join('') || text;
}
