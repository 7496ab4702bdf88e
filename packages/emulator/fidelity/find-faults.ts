import type { OperationDescription } from '../src/description.ts';
import type { Subject } from './behaviour.ts';

/**
 * Says what is wrong with a list of behaviours: an operation of the description that no behaviour names, an operation
 * that the description does not have, a test that is not there, a behaviour that is listed twice.
 *
 * @param isFile whether a path from the package's folder on is a file
 */
export function findFaults(
  subjects: readonly Subject[],
  operations: readonly Pick<OperationDescription, 'id'>[],
  isFile: (path: string) => boolean,
): readonly string[] {
  const behaviours = subjects.flatMap((subject) => subject.behaviours);
  const named = new Set(behaviours.flatMap(({ operations: ids }) => (ids === 'all' ? [] : ids)));
  const described = new Set(operations.map(({ id }) => id));
  const sentences = behaviours.map(({ behaviour }) => behaviour);
  return [
    ...[...described]
      .filter((id) => !named.has(id))
      .map((id) => `No behaviour names the operation ${id}: say what of it is imitated.`),
    ...[...named]
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
