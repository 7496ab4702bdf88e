// Copied from packages/endpoints/src/checked-input.ts by `./run generate`. Do not edit.
import type { StandardSchema } from '@threads-sdk/core-http';

/**
 * Parameters that the function in front has checked, with the constants that the API wants to see beside them.
 *
 * @internal
 */
export function checkedInput(constants: Readonly<Record<string, unknown>>): StandardSchema<unknown> {
  return {
    '~standard': {
      version: 1,
      vendor: '@threads-sdk',
      validate: (value) => ({ value: { ...constants, ...Object(value) } }),
    },
  };
}
