import description, { type Limits } from '@threads-sdk/openapi' with { type: 'json' };

/** The limits and lists of values of the API, by name, as its description says. Units are in the names. */
export const limits: Limits = description['x-threads-limits'];

/** The members of a list of the description. */
export type OneOf<Name extends keyof Limits> = Limits[Name]['value'] extends readonly (infer Member)[]
  ? Member
  : never;
