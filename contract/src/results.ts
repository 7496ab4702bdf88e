import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { isMeta } from './address.ts';

/** What the real API answered to a check, and when. */
export interface RecordedAnswer {
  readonly answer: 'confirmed' | 'refuted' | 'measured' | 'unclear';
  /** The day, in UTC. */
  readonly on: string;
  readonly facts: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Answers by the id of their check. */
export type RecordedAnswers = Readonly<Record<string, RecordedAnswer>>;

const facts = v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]));
const day = v.pipe(v.string(), v.isoDate());

const recordedSchema = v.record(
  v.string(),
  v.strictObject({ answer: v.picklist(['confirmed', 'refuted', 'measured', 'unclear']), on: day, facts }),
);

const reportSchema = v.object({
  version: v.literal(1),
  on: day,
  address: v.string(),
  results: v.array(v.object({ id: v.string(), answer: v.string(), facts })),
});

const file = new URL('../results.json', import.meta.url);

/** Reads contract/results.json. */
export function readResults(): RecordedAnswers {
  return parseResults(readFileSync(file, 'utf8'));
}

/**
 * Takes the answers of somebody's report into contract/results.json.
 *
 * @throws TypeError for a report that is not of the real API
 */
export function recordReport(report: string): void {
  const merged = mergeReport(readResults(), readFileSync(report, 'utf8'));
  writeFileSync(file, `${JSON.stringify(merged, undefined, 2)}\n`);
}

/** The answers in a text. */
export function parseResults(text: string): RecordedAnswers {
  return v.parse(recordedSchema, JSON.parse(text));
}

/**
 * Takes the answers of a report over; what it skipped stays as it was, and so does what is newer.
 *
 * @throws TypeError for a report that is not of the real API
 */
export function mergeReport(results: RecordedAnswers, text: string): RecordedAnswers {
  const { address, on, results: answers } = v.parse(reportSchema, JSON.parse(text));
  if (!isMeta(address))
    throw new TypeError(`The report is of ${address}: only the real API confirms anything.`);
  const answered = answers.flatMap(({ id, answer, facts: seen }) => {
    const older = results[id];
    const isAnswer = v.is(v.picklist(['confirmed', 'refuted', 'measured', 'unclear']), answer);
    if (!isAnswer || (older !== undefined && older.on > on)) return [];
    return [[id, { answer, on, facts: seen }] as const];
  });
  const merged = Object.entries({ ...results, ...Object.fromEntries(answered) });
  return Object.fromEntries(merged.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
