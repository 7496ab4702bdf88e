import { spawnSync } from 'node:child_process';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { groups } from '../src/checks.ts';
import type { KnownBehaviour } from '../src/behaviours.ts';
import { emitPage, findPageFaults, type PageInput } from '../src/guide.ts';
import { createReport } from '../src/report.ts';
import { mergeReport, parseResults } from '../src/results.ts';
import { createThreads, runAgainst } from './local-threads.ts';

describe('the guide', () => {
  it('is committed as it would be written', () => {
    const generate = fileURLToPath(new URL('../src/guide.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync(
      execPath,
      ['--conditions=@threads-sdk/source', generate, '--check'],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('up to date');
  });

  const named = [...new Set(groups.flatMap(({ checks }) => checks).flatMap(({ settles }) => settles))];
  const behaviours = named.map((behaviour, index): KnownBehaviour => {
    return { behaviour, number: `4.${index + 1}`, evidence: 'E', subject: 'Containers and publishing' };
  });
  const input: PageInput = { groups, behaviours, unsettled: [], results: {} };

  it('says that nothing is confirmed until somebody asked', () => {
    const page = emitPage(input);
    expect(page).toContain('nothing below is confirmed');
    expect(page).not.toContain('| confirmed');
  });

  it('says what was answered, and when', () => {
    const facts = { outcome: 'a second post', status: 200 };
    const results = { 'second-publication': { answer: 'refuted', on: '2026-12-01', facts } } as const;
    const page = emitPage({ ...input, results });
    expect(page).toContain('have been answered by the real API, the last on 2026-12-01');
    expect(page).toMatch(
      /`second-publication`.*\| refuted \(outcome: a second post; status: 200\) \| 2026-12-01 \|/,
    );
  });

  it('is refused for open behaviours that nobody looks after, and for names that nobody knows', () => {
    const open: KnownBehaviour = {
      behaviour: 'Is it so?',
      number: '9.9',
      evidence: '?',
      subject: 'Insights',
    };
    expect(findPageFaults(input)).toEqual([]);
    expect(findPageFaults({ ...input, behaviours: [...behaviours, open] })).toEqual([
      'No check settles “Is it so?”, and unsettled.ts does not say why.',
    ]);
    const reason = 'It takes a person.';
    const given = [{ reason, behaviours: ['Is it so?'] }];
    expect(findPageFaults({ ...input, behaviours: [...behaviours, open], unsettled: given })).toEqual([]);
    expect(findPageFaults({ ...input, unsettled: given })).toEqual([
      'No behaviour of packages/openapi/fidelity is called “Is it so?”.',
    ]);
    const twice = [{ reason, behaviours: ['A container is published twice.'] }];
    expect(findPageFaults({ ...input, unsettled: twice })).toEqual([
      'A check settles “A container is published twice.”: take it out of unsettled.ts.',
    ]);
    const results = { 'no-such-check': { answer: 'confirmed', on: '2026-12-01', facts: {} } } as const;
    expect(findPageFaults({ ...input, results, groups: [...groups, ...groups.slice(-1)] })).toEqual([
      'Two checks are called refresh.',
      'results.json has an answer to no-such-check, which is no check.',
    ]);
  });
});

describe('taking a report over', () => {
  it('takes answers of the real API, and nothing that was skipped', async () => {
    const run = await runAgainst(
      createThreads(),
      { baseUrl: 'https://graph.threads.com', permissions: ['threads_basic'] },
      ['bearer-get', 'bearer-post', 'short-pages'],
    );
    const text = JSON.stringify(createReport(run.live, run));
    const older = { 'bearer-get': { answer: 'refuted', on: '2026-01-01', facts: {} } } as const;
    const newer = { 'bearer-get': { answer: 'refuted', on: '2027-01-01', facts: {} } } as const;
    const merged = mergeReport(older, text);
    expect(merged).toEqual({
      'bearer-get': { answer: 'confirmed', on: '2026-06-02', facts: { status: 200 } },
    });
    expect(parseResults(JSON.stringify(merged))).toEqual(merged);
    expect(mergeReport(newer, text)).toEqual(newer);
  });

  it('takes none of an emulator, and none of another host', async () => {
    const run = await runAgainst(createThreads(), {}, ['bearer-get']);
    const report = createReport(run.live, run);
    expect(() => mergeReport({}, JSON.stringify(report))).toThrow('only the real API confirms anything');
    expect(() => mergeReport({}, JSON.stringify({ ...report, address: 'threads.com.example' }))).toThrow(
      TypeError,
    );
  });
});
