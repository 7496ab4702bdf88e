import type { Placed } from '../walk.ts';
import type { Subject } from './read-fidelity.ts';

/**
 * Says what is wrong with a list of behaviours: an operation that the description does not have, a test that is not
 * there, a behaviour that is listed twice.
 *
 * @param isFile whether a path from the emulator's folder on is a file
 */
export function findFaults(
  subjects: readonly Subject[],
  operations: readonly Pick<Placed, 'operation'>[],
  isFile: (path: string) => boolean,
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
  ];
}
