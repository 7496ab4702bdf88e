import type { Placed } from '../walk.ts';
import { findSource, type Behaviour, type Source, type Subject } from './read-fidelity.ts';

/**
 * Says what is wrong with a list of behaviours: an operation that the description does not have, a test that is not
 * there, a behaviour that is listed twice, a letter that its sources do not bear out.
 *
 * @param isFile whether a path from the emulator's folder on is a file
 */
export function findFaults(
  subjects: readonly Subject[],
  operations: readonly Pick<Placed, 'operation'>[],
  isFile: (path: string) => boolean,
  sources: readonly Source[],
): readonly string[] {
  const behaviours = subjects.flatMap((subject) => subject.behaviours);
  const described = new Set(['all', ...operations.map(({ operation }) => operation.operationId)]);
  const sentences = behaviours.map(({ behaviour }) => behaviour);
  return [
    ...[...new Set(behaviours.flatMap((each) => each.operations))]
      .filter((id) => !described.has(id))
      .map((id) => `The description has no operation ${id}, which a behaviour names.`),
    ...behaviours
      .filter(({ test }) => test !== undefined && !isFile(test))
      .map(({ behaviour, test }) => `${test} is not there. It should show: ${behaviour}`),
    ...sentences
      .filter((sentence, index) => sentences.indexOf(sentence) !== index)
      .map((sentence) => `Listed twice: ${sentence}`),
    ...behaviours.flatMap((behaviour) => {
      const fault = faultOfEvidence(behaviour, sources);
      return fault === undefined ? [] : [`${fault}: ${behaviour.behaviour}`];
    }),
    ...sources
      .filter(({ name }, index) => sources.findIndex((each) => each.name === name) !== index)
      .map(({ name }) => `Two sources are called ${name}.`),
    ...sources
      .filter((source) => !behaviours.some((each) => sourcesOf(each, sources).includes(source)))
      .map(({ name }) => `No row names the source ${name}.`),
  ];
}

function sourcesOf(
  { sources: named = [] }: Behaviour,
  sources: readonly Source[],
): readonly (Source | undefined)[] {
  return named.map((each) => findSource(sources, each).source);
}

/** What the letter of a row promises and its sources do not hold. */
function faultOfEvidence(behaviour: Behaviour, sources: readonly Source[]): string | undefined {
  const found = sourcesOf(behaviour, sources);
  const unknown = behaviour.sources?.find((_, index) => found[index] === undefined);
  if (unknown !== undefined) return `sources.yaml has no ${unknown}`;
  const having = (kind: Source['kind']): readonly Source[] =>
    found.flatMap((source) => (source?.kind === kind ? [source] : []));
  const { evidence, why } = behaviour;
  if (evidence === 'A' && having('documentation').length === 0) return 'A without a page of Meta';
  if (evidence === 'B' && having('sample').length === 0) return "B without Meta's sample code";
  const witnesses = new Set(having('witness').map(whoTells)).size;
  if (evidence === 'C' && witnesses < 2) return 'C without two projects';
  if (evidence === 'D' && witnesses === 0) return 'D without anybody who tells of it';
  if ((evidence === 'E' || evidence === '?') && why === undefined) return `${evidence} without a reason`;
  return undefined;
}

/** Sources of one owner are one witness; in the issues of Meta's sample app each stranger is their own. */
function whoTells({ address }: Source): string {
  const { host, pathname } = new URL(address);
  const owner = pathname.split('/')[1] ?? '';
  return host !== 'github.com' || owner === 'fbsamples' ? address : owner;
}
