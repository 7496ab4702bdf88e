import { countText } from '@threads-sdk/publish';
import { maxTextLength } from './generated/limits.ts';
import { inQuotes, shownValue } from './shown.ts';

/**
 * Posts as a person reads them before they say yes: everything that is in them.
 *
 * @param posts the posts in their order
 * @param live how many of the first ones are live already
 */
export function showPosts(posts: readonly object[], live: number): string {
  return posts
    .map((post, index) => {
      const { text = '', media, textAttachment, ...settings } = Object(post);
      const number = posts.length > 1 ? `Post ${index + 1} of ${posts.length}, ` : '';
      const { bytes, characters } = countText(String(text));
      // Which of the two Threads counts is not known.
      const count = bytes === characters ? `${characters}` : `${characters} (${bytes} bytes)`;
      const head = `${number}${count} of ${maxTextLength} characters${index < live ? ', live already' : ''}:`;
      const items = Array.isArray(media) ? media.map((each: unknown) => showMedia(each)) : [];
      const others = Object.entries(settings).map(([name, value]) => `[${name}: ${shownValue(value)}]`);
      return [
        head,
        ...(text === '' ? [] : [inQuotes(text)]),
        ...items,
        ...showLongText(textAttachment),
        ...others,
      ].join('\n');
    })
    .join('\n\n');
}

function showLongText(textAttachment: unknown): readonly string[] {
  const { plaintext, ...others } = Object(textAttachment);
  const hasText = typeof plaintext === 'string';
  return [
    ...(hasText
      ? [`[textAttachment, ${countText(plaintext).characters} characters:]`, inQuotes(plaintext)]
      : []),
    ...Object.entries(others).map(([name, value]) => `[textAttachment.${name}: ${shownValue(value)}]`),
  ];
}

function showMedia(media: unknown): string {
  const { altText, ...sources } = Object(media);
  const [[kind, source] = []] = Object.entries(sources);
  const described = altText === undefined ? 'without a description' : `described as: ${shownValue(altText)}`;
  return `[${kind}: ${shownValue(source)}, ${described}]`;
}
