import * as v from 'valibot';

/**
 * A condition that a value to be sent has to meet beside its type.
 *
 * @internal
 */
export function check<Value>(isMet: (value: Value) => boolean, message: string): v.RawCheckAction<Value> {
  return v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed && !isMet(dataset.value)) addIssue({ message });
  });
}
