import { expect, it } from 'vitest';
import { toInputIssues } from './index.ts';

it('spells the path of a fault as one would write it in code', () => {
  const issues = toInputIssues([
    { message: 'a', path: ['media', 2, 'altText'] },
    { message: 'b', path: [{ key: 'scopes' }, { key: 0 }] },
    { message: 'c', path: [3, 'id'] },
    { message: 'd' },
    { message: 'e', path: undefined },
  ]);
  expect(issues.map(({ path, message }) => `${message} ${path}`)).toEqual([
    'a media[2].altText',
    'b scopes[0]',
    'c [3].id',
    'd ',
    'e ',
  ]);
});
