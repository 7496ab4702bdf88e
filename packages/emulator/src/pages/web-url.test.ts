import { expect, it } from 'vitest';
import { webUrl } from './web-url.ts';

it.each(['https://example.com/a b', 'HTTP://example.com', ' https://example.com'])(
  'lets %s through',
  (text) => {
    expect(webUrl(text)).toMatch(/^https?:\/\/example\.com\//);
  },
);

it.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//example.com',
  '/relative',
  '',
])('holds %j back', (text) => {
  expect(webUrl(text)).toBeUndefined();
});
