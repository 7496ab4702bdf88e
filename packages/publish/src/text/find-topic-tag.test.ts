import { describe, expect, it } from 'vitest';
import { findTopicTag } from '../index.ts';

describe('findTopicTag', () => {
  it.each([
    ['nothing without a tag', 'Kyoto # and more', undefined],
    ['the first tag', 'In #kyoto and #japan', 'kyoto'],
    ['a tag that begins with a number', '#3days', '3days'],
    ['the tag after a number', 'Rank #1, #kyoto', 'kyoto'],
    ['a tag in another script', '#京都。', '京都。'],
    ...Array.from(
      '.&@!?,;: \n\t',
      (end) => [`a tag that ends before ${JSON.stringify(end)}`, `#tea${end}time`, 'tea'] as const,
    ),
    ['the end of a link', 'example.com/#top', 'top'],
    ['a tag of 50 characters', `#${'🍵'.repeat(50)}`, '🍵'.repeat(50)],
    ['the tag after one that is too long', `#${'a'.repeat(51)} #tea`, 'tea'],
  ] as const)('finds %s', (_what, text, tag) => {
    expect(findTopicTag(text)).toBe(tag);
  });
});
