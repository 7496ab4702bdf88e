import textCounting from '@threads-sdk/openapi/text-counting.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { countCharacters } from '../model/text-length.ts';
import { checkLinks, topicIn } from './text-rules.ts';

describe('counting the characters of a text', () => {
  it.each(textCounting.cases)('counts $text as $characters: $why', ({ text, characters }) => {
    expect(countCharacters(text)).toBe(characters);
  });
});

describe('the links of a post', () => {
  it('count once each, with or without a scheme, and without what ends a sentence', () => {
    const text = 'www.a.example, https://b.example/x. (https://c.example) www.a.example! https://d.example';
    expect(() => checkLinks(text, ['https://b.example/x', undefined, 'https://e.example'])).not.toThrow();
    expect(() => checkLinks(text, ['https://e.example', 'https://f.example'])).toThrow(
      'THREADS_API__LINK_LIMIT_EXCEEDED',
    );
  });
});

describe('the topic of a text', () => {
  it('is its first tag that is no number', () => {
    expect(topicIn('#1 of #2026 is #travel, not #food')).toBe('travel');
    expect(topicIn('No topic # here')).toBeUndefined();
  });
});
