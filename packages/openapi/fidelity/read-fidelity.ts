import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { isNode, LineCounter, parseDocument } from 'yaml';

const text = v.pipe(v.string(), v.nonEmpty());
const described = {
  /** A sentence, or the question that is open. */
  behaviour: text,
  /** The `operationId`s that it concerns. */
  operations: v.union([v.literal('all'), v.pipe(v.array(text), v.minLength(1))]),
};

const behaviourSchema = v.variant('status', [
  /**
   * The emulator does the same, and `test` shows it, a path from the emulator's folder on. `here` says what is different,
   * or how to bring it about.
   */
  v.strictObject({
    ...described,
    status: v.literal('imitated'),
    evidence: v.picklist(['A', 'B', 'C', 'D']),
    here: v.optional(text),
    test: text,
  }),
  /** The emulator has to do something where the evidence ends or contradicts itself: `here` says what. */
  v.strictObject({
    ...described,
    status: v.literal('assumed'),
    evidence: v.picklist(['D', 'E', '?']),
    here: text,
    test: v.optional(text),
  }),
  /** The emulator does not do it. `here` says what it does instead. */
  v.strictObject({
    ...described,
    status: v.literal('not imitated'),
    evidence: v.picklist(['A', 'B', 'C', 'D', 'E', '?']),
    here: v.optional(text),
    test: v.optional(v.never()),
  }),
]);

const subjectSchema = v.strictObject({ title: text, summary: text, behaviours: v.array(behaviourSchema) });

/** Something that the API does, or that is not known of it, and what the emulator makes of it. */
export type Behaviour = v.InferOutput<typeof behaviourSchema>;

/** Behaviours that are read together. */
export type Subject = v.InferOutput<typeof subjectSchema>;

/**
 * Reads everything that is known, or asked, of the API's behaviour, in the order of the files' names.
 *
 * @throws {TypeError} when a file is no YAML or has another shape; the message names all faults with file and line
 */
export function readFidelity(folder: string = import.meta.dirname): readonly Subject[] {
  const faults: string[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const subjects = names.toSorted().flatMap((name) => {
    const lineCounter = new LineCounter();
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'), { lineCounter });
    const fault = (offset: number, message: string): void => {
      faults.push(`fidelity/${name}:${lineCounter.linePos(offset).line}: ${message}`);
    };
    for (const { pos, message } of document.errors) fault(pos[0], message);
    if (document.errors.length > 0) return [];
    const { success, output, issues } = v.safeParse(subjectSchema, document.toJS());
    if (success) return [output];
    for (const issue of issues) {
      const path = (issue.path ?? []).map(({ key }) => key);
      // What is missing has no place of its own: that of what lacks it is named.
      const places = path.map((_, index) => path.slice(0, path.length - index));
      const node = places.map((place) => document.getIn(place, true)).find((found) => found !== undefined);
      const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
      fault(offset, `${path.join('.')}: ${issue.message}`);
    }
    return [];
  });
  if (faults.length > 0) throw new TypeError(faults.join('\n'));
  return subjects;
}
