import { expect, it } from 'vitest';
import { selectionText } from '../src/index.ts';

it('fields are written as the Graph API reads them, with parts of parts', () => {
  const text = selectionText(['id', { children: ['media_url', { owner: ['id'] }] }, 'text']);
  expect(text).toBe('id,children{media_url,owner{id}},text');
});
