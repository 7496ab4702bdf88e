// @boundaries-ignore what is known of the API has one home
import { type Behaviour, readFidelity } from '../../packages/openapi/fidelity/read-fidelity.ts';
// @boundaries-ignore the answers of the real API have one home
import { groups } from '../../contract/src/checks.ts';
// @boundaries-ignore the answers of the real API have one home
import { type RecordedAnswers, readResults } from '../../contract/src/results.ts';

/** What each letter of the fidelity files stands for, the surest first. */
const levels: Readonly<Record<Behaviour['evidence'], string>> = {
  A: "Meta's page",
  B: "Meta's sample code",
  C: 'recorded answers, of two projects or more',
  D: 'one source that is not Meta',
  E: 'assumed',
  '?': 'unknown: the emulator assumes something',
};

/** Where the answers of live checks are: by the sentence that a check settles. */
function answersBySentence(results: RecordedAnswers): ReadonlyMap<string, string> {
  return new Map(
    groups
      .flatMap(({ checks }) => checks)
      .flatMap(({ id, settles }) => {
        const found = results[id];
        if (found === undefined) return [];
        return settles.map((sentence) => [sentence, `${found.answer} by a live check on ${found.on}`]);
      }),
  );
}

/**
 * How sure it is that the API does what is known of one operation, as a table in Markdown; `undefined` where nothing but the
 * description tells of it.
 *
 * @param operation its `operationId`
 * @param results what the real API answered to live checks
 */
export function evidenceOf(
  operation: string,
  behaviours: readonly Behaviour[] = readFidelity().flatMap((subject) => subject.behaviours),
  results: RecordedAnswers = readResults(),
): string | undefined {
  const answers = answersBySentence(results);
  const order = Object.keys(levels);
  const rows = behaviours
    .filter(({ operations }) => operations !== 'all' && operations.includes(operation))
    .toSorted((one, other) => order.indexOf(one.evidence) - order.indexOf(other.evidence))
    .map(({ behaviour, evidence }) => {
      const answer = answers.get(behaviour);
      const known = answer === undefined ? levels[evidence] : `${answer}; before: ${levels[evidence]}`;
      return `| ${behaviour.replaceAll('|', '\\|')} | ${known} |`;
    });
  if (rows.length === 0) return undefined;
  return [
    '| what the API does, or the open question | known from |',
    '| --- | --- |',
    ...rows,
    '',
    '[How faithful the emulator is](../documents/emulator-fidelity.html) names each source, and what holds for every operation.',
  ].join('\n');
}
