import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operations as all } from '../walk.ts';
import { emitPage } from './emit-page.ts';
import { findFaults } from './find-faults.ts';
import { readFidelity } from './read-fidelity.ts';

const lists = `title: Lists
summary: How they are cut.
behaviours:
  - { behaviour: Pages may be short., operations: [listThreads], status: not imitated, evidence: D }
  - { behaviour: A limit of \`a|b\`., operations: all, status: assumed, evidence: '?', here: Refused. }
  - behaviour: Newest first.
    operations: [listThreads, listReplies]
    status: imitated
    evidence: A
    test: test/lists.test.ts
`;
const named = (...ids: readonly string[]) =>
  all.filter(({ operation }) => ids.includes(operation.operationId));
const operations = named('listThreads', 'listReplies');

function read(files: Readonly<Record<string, string>>): ReturnType<typeof readFidelity> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-fidelity-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return readFidelity(folder);
}

describe('the page', () => {
  it('is committed as it would be written, and names only operations and tests that there are', () => {
    const main = join(import.meta.dirname, 'main.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--check'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('up to date');
  });

  it('has every behaviour', () => {
    const page = emitPage(readFidelity(), operations);
    const sentences = readFidelity().flatMap(({ behaviours }) => behaviours.map((each) => each.behaviour));
    expect(sentences.length).toBeGreaterThan(200);
    expect(sentences.filter((each) => !page.includes(each.replaceAll('|', String.raw`\|`)))).toEqual([]);
  });

  it('lists what is imitated first, then what is assumed, then what is not imitated', () => {
    const page = emitPage(read({ 'lists.yaml': lists }), operations);
    expect(page.split('\n').filter((line) => /^\| \d\.\d/.test(line))).toEqual([
      '| 1.1 | Newest first. | imitated | A |  | `listThreads`, `listReplies` | `test/lists` |',
      '| 1.2 | A limit of `a\\|b`. | assumed | ? | Refused. | all |  |',
      '| 1.3 | Pages may be short. | not imitated | D |  | `listThreads` |  |',
    ]);
  });

  it('counts, and says for each operation which behaviours concern it', () => {
    const page = emitPage(read({ 'lists.yaml': lists }), operations);
    expect(page).toContain('| Together | 1 | 1 | 1 |');
    expect(page).toContain('| `listThreads` | `GET /{user_id}/threads` | 1.1 |  | 1.3 |');
    expect(page).toContain('| `listReplies` | `GET /{media_id}/replies` | 1.1 |  |  |');
  });

  it('has an operation that no behaviour names as the description has it', () => {
    const page = emitPage(read({ 'lists.yaml': lists }), named('listThreads', 'listReplies', 'repost'));
    expect(page).toContain('## 2. Known by the description alone');
    expect(page).toContain('| 2.1 | Repost a post. | imitated | A | As the description says. | `repost` |');
    expect(page).toContain('| `repost` | `POST /{media_id}/repost` | 2.1 |  |  |');
  });
});

describe('the list of behaviours', () => {
  const isFile = (path: string): boolean => path === 'test/lists.test.ts';

  it.each([
    ['an operation that there is not', ['[listThreads]', '[listAll]'], 'has no operation listAll'],
    ['a test that there is not', ['test/lists', 'test/gone'], 'test/gone.test.ts is not there. It should'],
    ['a behaviour twice', ['Pages may be short.', 'Newest first.'], 'Listed twice: Newest first.'],
  ] as const)('is refused with %s', (_, [part, wrong], fault) => {
    const subjects = read({ 'lists.yaml': lists.replace(part, wrong) });
    expect(findFaults(subjects, operations, isFile)).toEqual([expect.stringContaining(fault)]);
  });

  it('is refused with all faults of its files at once, each with its line', () => {
    const broken = lists
      .replace('Refused.', "''")
      .replace('evidence: A', 'evidence: E')
      .replace('summary', 'sumary');
    const files = { 'a.yaml': 'title: [', 'b.yaml': broken, 'c.yaml': `${lists}    hree: Typo.\n` };
    expect(() => read(files)).toThrow(
      /a\.yaml:1: .*\n.*b\.yaml:1: summary: .*\n.*b\.yaml:5: behaviours\.1\.here: .*\n.*b\.yaml:9: behaviours\.2\.evidence: .*\n.*b\.yaml:2: sumary: .*\n.*c\.yaml:11: behaviours\.2\.hree: /s,
    );
  });
});
