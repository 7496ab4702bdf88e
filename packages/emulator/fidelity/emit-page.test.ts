import { expect, it } from 'vitest';
import type { Subject } from './behaviour.ts';
import { emitPage } from './emit-page.ts';

const subject: Subject = {
  title: 'Lists',
  summary: 'How they are cut.',
  behaviours: [
    {
      behaviour: 'Pages may be short.',
      operations: ['listThreads'],
      status: 'not imitated',
      evidence: 'D',
    },
    {
      behaviour: 'A limit of `a|b`.',
      operations: 'all',
      status: 'assumed',
      evidence: '?',
      here: 'Refused.',
    },
    {
      behaviour: 'Newest first.',
      operations: ['listThreads', 'listReplies'],
      status: 'imitated',
      evidence: 'A',
      test: 'test/lists.test.ts',
    },
  ],
};
const operations = [
  { id: 'listThreads', method: 'GET', path: '/{user_id}/threads' },
  { id: 'listReplies', method: 'GET', path: '/{media_id}/replies' },
];

it('lists what is imitated first, then what is assumed, then what is not imitated', () => {
  const page = emitPage([subject], operations);
  const rows = page.split('\n').filter((line) => /^\| 1\.\d/.test(line));
  expect(rows).toEqual([
    '| 1.1 | Newest first. | imitated | A |  | `listThreads`, `listReplies` | `test/lists` |',
    '| 1.2 | A limit of `a\\|b`. | assumed | ? | Refused. | all |  |',
    '| 1.3 | Pages may be short. | not imitated | D |  | `listThreads` |  |',
  ]);
});

it('counts, and says for each operation which behaviours concern it', () => {
  const page = emitPage([subject], operations);
  expect(page).toContain('| Lists | 1 | 1 | 1 |');
  expect(page).toContain('| Together | 1 | 1 | 1 |');
  expect(page).toContain('| `listThreads` | `GET /{user_id}/threads` | 1.1 |  | 1.3 |');
  expect(page).toContain('| `listReplies` | `GET /{media_id}/replies` | 1.1 |  |  |');
});
