import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOperations } from '../src/description.ts';
import type { Behaviour, Subject } from './behaviour.ts';
import { findFaults } from './find-faults.ts';
import { subjects } from './subjects.ts';

const behaviour: Behaviour = {
  behaviour: 'A list comes newest first.',
  operations: ['listThreads'],
  status: 'imitated',
  evidence: 'A',
  test: 'test/lists.test.ts',
};

function subject(...behaviours: readonly Behaviour[]): readonly Subject[] {
  return [{ title: 'Lists', summary: 'How they are cut.', behaviours }];
}

describe('the list of behaviours', () => {
  it('names every operation of the description, and tests that are there', () => {
    const exists = (path: string): boolean => existsSync(new URL(`../${path}`, import.meta.url));
    expect(findFaults(subjects, readOperations(), exists)).toEqual([]);
  });

  it.each([
    [
      'an operation that nobody names',
      subject(),
      ['listThreads'],
      /No behaviour names the operation listThreads/,
    ],
    [
      'an operation that only every operation covers',
      subject({ ...behaviour, operations: 'all' }),
      ['listThreads'],
      /No behaviour names the operation listThreads/,
    ],
    ['an operation that there is not', subject(behaviour), [], /has no operation listThreads/],
    [
      'a test that there is not',
      subject({ ...behaviour, test: 'test/gone.test.ts' }),
      ['listThreads'],
      /test\/gone\.test\.ts is not there/,
    ],
    ['a behaviour twice', subject(behaviour, behaviour), ['listThreads'], /Listed twice: A list/],
  ])('is refused with %s', (_, listed, ids, fault) => {
    const operations = ids.map((id) => ({ id }));
    expect(findFaults(listed, operations, (path) => path === 'test/lists.test.ts')).toEqual([
      expect.stringMatching(fault),
    ]);
  });
});
