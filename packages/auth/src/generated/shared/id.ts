// Copied from packages/endpoints/src/id.ts by `./run generate`. Do not edit.
import * as v from 'valibot';
import { check } from './check.ts';

/**
 * An identifier in an answer. Meta sends most of them as text and a few as numbers; callers always get text.
 *
 * @internal
 */
export const idOutput: v.GenericSchema<unknown, string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.unknown(),
  /* @__PURE__ */ check((id) => /^(?:string|number)$/.test(typeof id), 'must be an id'),
  /* @__PURE__ */ v.transform(String),
);
