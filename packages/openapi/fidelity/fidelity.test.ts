import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operations as all } from '../walk.ts';
import { emitPage } from './emit-page.ts';
import { findFaults } from './find-faults.ts';
import { readFidelity, readSources, type Source } from './read-fidelity.ts';

const lists = `title: Lists
summary: How they are cut.
behaviours:
  - { behaviour: Pages may be short., operations: [listThreads], status: not imitated, evidence: D, sources: [somebody 7] }
  - { behaviour: A limit of \`a|b\`., operations: all, status: assumed, evidence: '?', why: No page says., here: Refused. }
  - behaviour: Newest first.
    operations: [listThreads, listReplies]
    status: imitated
    evidence: A
    sources: [Lists 2025-01-02]
    test: test/lists.test.ts
`;
const sources: readonly Source[] = [
  { name: 'Lists', kind: 'documentation', address: 'https://meta.example/lists', dated: '2026-01-02' },
  { name: 'somebody 7', kind: 'witness', address: 'https://github.com/a/b/issues/7', shows: 'A short page.' },
];
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
    const page = emitPage(readFidelity(), operations, readSources());
    const sentences = readFidelity().flatMap(({ behaviours }) => behaviours.map((each) => each.behaviour));
    expect(sentences.length).toBeGreaterThan(200);
    expect(sentences.filter((each) => !page.includes(each.replaceAll('|', String.raw`\|`)))).toEqual([]);
  });

  it('lists what is imitated first, then what is assumed, then what is not imitated', () => {
    const page = emitPage(read({ 'lists.yaml': lists }), operations, sources);
    expect(page.split('\n').filter((line) => /^\| \d\.\d/.test(line))).toEqual([
      '| 1.1 | Newest first. | imitated | A | [Lists] 2025-01-02 |  | `listThreads`, `listReplies` | `test/lists` |',
      '| 1.2 | A limit of `a\\|b`. | assumed | ? | No page says. | Refused. | all |  |',
      '| 1.3 | Pages may be short. | not imitated | D | [somebody 7] |  | `listThreads` |  |',
    ]);
  });

  it('lists where its facts come from, and links each', () => {
    const page = emitPage(read({ 'lists.yaml': lists }), operations, sources);
    expect(page).toContain("| [Lists] | Meta's documentation | 2026-01-02 |");
    expect(page).toContain('| [somebody 7] | A short page. |  |');
    expect(page).toContain('[somebody 7]: https://github.com/a/b/issues/7\n');
  });

  it('counts, and says for each operation which behaviours concern it', () => {
    const page = emitPage(read({ 'lists.yaml': lists }), operations, sources);
    expect(page).toContain('| Together | 1 | 1 | 1 |');
    expect(page).toContain('| `listThreads` | `GET /{user_id}/threads` | 1.1 |  | 1.3 |');
    expect(page).toContain('| `listReplies` | `GET /{media_id}/replies` | 1.1 |  |  |');
  });

  it('has an operation that no behaviour names as the description has it', () => {
    const page = emitPage(
      read({ 'lists.yaml': lists }),
      named('listThreads', 'listReplies', 'repost'),
      sources,
    );
    expect(page).toContain('## 2. Known by the description alone');
    expect(page).toContain(
      "| 2.1 | Repost a post. | imitated | A | [Meta's page](https://developers.facebook.com/documentation/threads/posts/reposts) | As the description says. | `repost` |",
    );
    expect(page).toContain('| `repost` | `POST /{media_id}/repost` | 2.1 |  |  |');
  });
});

describe('the list of behaviours', () => {
  const isFile = (path: string): boolean => path === 'test/lists.test.ts';

  it.each([
    ['an operation that there is not', ['[listThreads]', '[listAll]'], 'has no operation listAll'],
    ['a test that there is not', ['test/lists', 'test/gone'], 'test/gone.test.ts is not there. It should'],
    ['a behaviour twice', ['Pages may be short.', 'Newest first.'], 'Listed twice: Newest first.'],
    [
      'a source that there is not',
      ['[Lists 2025-01-02]', '[somebody 7, Pages]'],
      'sources.yaml has no Pages: Newest',
    ],
    ['A without a page', ['[Lists 2025-01-02]', '[somebody 7]'], 'A without a page of Meta: Newest first.'],
    [
      'A without a source',
      ['    sources: [Lists 2025-01-02]\n', ''],
      'A without a page of Meta: Newest first.',
    ],
    ['B without sample code', ['evidence: A', 'evidence: B'], "B without Meta's sample code: Newest first."],
    [
      'C and one witness',
      ['evidence: D, sources: [', 'evidence: C, sources: [Lists, '],
      'C without two projects: Pages',
    ],
    [
      'D without a witness',
      ['sources: [somebody 7]', 'sources: [Lists]'],
      'D without anybody who tells of it: Pages',
    ],
    ['a question without a reason', [' why: No page says.,', ''], '? without a reason: A limit of `a|b`.'],
  ] as const)('is refused with %s', (_, [part, wrong], fault) => {
    const subjects = read({ 'lists.yaml': lists.replace(part, wrong) });
    const faults = findFaults(subjects, operations, isFile, sources);
    expect(faults.filter((each) => !each.startsWith('No row names the source'))).toEqual([
      expect.stringContaining(fault),
    ]);
  });

  it('is refused with two sources of one name, and with one that no row names', () => {
    const [page, witness] = sources;
    const more = [
      ...sources,
      { ...page, kind: 'sample', name: 'Lists' },
      { ...witness, name: 'nobody' },
    ] as Source[];
    expect(findFaults(read({ 'lists.yaml': lists }), operations, isFile, more)).toEqual([
      'Two sources are called Lists.',
      'No row names the source Lists.',
      'No row names the source nobody.',
    ]);
  });

  it('counts two sources of one owner as one witness, and strangers in the issues of the sample app as many', () => {
    const witnesses = (...addresses: readonly string[]): readonly Source[] =>
      addresses.map((address, index) => ({ name: `witness ${index}`, kind: 'witness', address, shows: '' }));
    const told = lists.replace(
      'evidence: D, sources: [somebody 7]',
      'evidence: C, sources: [witness 0, witness 1]',
    );
    const faultsOf = (...addresses: readonly string[]): readonly string[] =>
      findFaults(read({ 'lists.yaml': told }), operations, isFile, [
        ...sources.slice(0, 1),
        ...witnesses(...addresses),
      ]);
    expect(faultsOf('https://github.com/a/b/issues/1', 'https://github.com/a/c')).toEqual([
      'C without two projects: Pages may be short.',
    ]);
    expect(faultsOf('https://github.com/a/b', 'https://github.com/d/b')).toEqual([]);
    const issues = 'https://github.com/fbsamples/threads_api/issues';
    expect(faultsOf(`${issues}/1`, `${issues}/2`)).toEqual([]);
  });

  it('is refused with all faults of its files at once, each with its line', () => {
    const broken = lists
      .replace('Refused.', "''")
      .replace('evidence: A', 'evidence: E')
      .replace('summary', 'sumary');
    const files = { 'a.yaml': 'title: [', 'b.yaml': broken, 'c.yaml': `${lists}    hree: Typo.\n` };
    expect(() => read(files)).toThrow(
      /a\.yaml:1: .*\n.*b\.yaml:1: summary: .*\n.*b\.yaml:5: behaviours\.1\.here: .*\n.*b\.yaml:9: behaviours\.2\.evidence: .*\n.*b\.yaml:2: sumary: .*\n.*c\.yaml:12: behaviours\.2\.hree: /s,
    );
  });
});
