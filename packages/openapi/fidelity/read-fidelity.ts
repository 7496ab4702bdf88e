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
  /** Where it is known from: names of `sources.yaml`, that of the changelog with the day of its entry. */
  sources: v.optional(v.pipe(v.array(text), v.minLength(1))),
  /** Why it is not known, or what it is inferred from. */
  why: v.optional(text),
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

const sourceSchema = v.variant('kind', [
  /** A page of Meta's, or its sample code. */
  v.strictObject({
    name: text,
    kind: v.picklist(['documentation', 'sample']),
    address: v.pipe(v.string(), v.url()),
    dated: v.optional(text),
  }),
  /** Somebody who calls the API and wrote down what came back. */
  v.strictObject({
    name: text,
    kind: v.literal('witness'),
    address: v.pipe(v.string(), v.url()),
    shows: text,
    dated: v.optional(text),
  }),
]);

const subjectSchema = v.strictObject({ title: text, summary: text, behaviours: v.array(behaviourSchema) });

/** Something that the API does, or that is not known of it, and what the emulator makes of it. */
export type Behaviour = v.InferOutput<typeof behaviourSchema>;

/** Behaviours that are read together. */
export type Subject = v.InferOutput<typeof subjectSchema>;

/** Where facts are known from. */
export type Source = v.InferOutput<typeof sourceSchema>;

const sourcesFile = 'sources.yaml';

/** The source that a row names, and the day of the entry that it means. */
export function findSource(
  sources: readonly Source[],
  named: string,
): { readonly source: Source | undefined; readonly entry: string | undefined } {
  const [, name = named, entry] = /^(.+) (\d{4}-\d{2}-\d{2})$/.exec(named) ?? [];
  return { source: sources.find((each) => each.name === name), entry };
}

/**
 * Reads where the behaviours are known from.
 *
 * @throws {TypeError} when the file is no YAML or has another shape; the message names all faults with file and line
 */
export function readSources(folder: string = import.meta.dirname): readonly Source[] {
  const faults: string[] = [];
  const sources = readYaml(folder, sourcesFile, v.array(sourceSchema), faults) ?? [];
  if (faults.length > 0) throw new TypeError(faults.join('\n'));
  return sources;
}

/**
 * Reads everything that is known, or asked, of the API's behaviour, in the order of the files' names.
 *
 * @throws {TypeError} when a file is no YAML or has another shape; the message names all faults with file and line
 */
export function readFidelity(folder: string = import.meta.dirname): readonly Subject[] {
  const faults: string[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== sourcesFile);
  const subjects = names.toSorted().flatMap((name) => readYaml(folder, name, subjectSchema, faults) ?? []);
  if (faults.length > 0) throw new TypeError(faults.join('\n'));
  return subjects;
}

/** What a file holds; or nothing, and its faults with their lines. */
function readYaml<Schema extends v.GenericSchema>(
  folder: string,
  name: string,
  schema: Schema,
  faults: string[],
): v.InferOutput<Schema> | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(join(folder, name), 'utf8'), { lineCounter });
  const fault = (offset: number, message: string): void => {
    faults.push(`fidelity/${name}:${lineCounter.linePos(offset).line}: ${message}`);
  };
  for (const { pos, message } of document.errors) fault(pos[0], message);
  if (document.errors.length > 0) return undefined;
  const { success, output, issues } = v.safeParse(schema, document.toJS());
  if (success) return output;
  for (const issue of issues) {
    const path = (issue.path ?? []).map(({ key }) => key);
    // What is missing has no place of its own: that of what lacks it is named.
    const places = path.map((_, index) => path.slice(0, path.length - index));
    const node = places.map((place) => document.getIn(place, true)).find((found) => found !== undefined);
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    fault(offset, `${path.join('.')}: ${issue.message}`);
  }
  return undefined;
}
