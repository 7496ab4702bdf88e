import { dirname } from 'node:path';
import { emitIndex, type Exports } from './emit-index.ts';
import { emitLimits, limitFiles } from './emit-limits.ts';
import { emitOperation, fieldsText, type Packages } from './emit-operation.ts';
import { emitReadmeTable } from './emit-readme-table.ts';
import { emitSchema } from './emit-schema.ts';
import { reachable, referencesOf } from './emit-validation.ts';
import type { FieldSelection, Model, OperationModel, PropertyModel, SchemaModel } from './model.ts';
import type { Place } from './module.ts';
import { kebabCase, pascalCase } from './naming.ts';
import { isInline, selectableSchema } from './read-schemas.ts';
import { selectType } from './select-type.ts';

/** Generated files: their path from the root of the repository, and their text before formatting. */
export type Files = Map<string, string>;

const endpoints = 'packages/endpoints';
const auth = 'packages/auth/src/generated';
const publish = 'packages/publish/src/generated';

/**
 * Everything that follows from the description.
 *
 * @param readme the README of endpoints, whose table is filled in
 */
export function generate(model: Model, readme: string): Files {
  const files: Files = new Map();
  const login = model.operations.filter((operation) => operation.tag === 'oauth');
  const others = model.operations.filter((operation) => operation.tag !== 'oauth');
  const isWhole = model.limits.size > 0; // else it stands for no package but these two
  const exported = emitModules(files, model, others, {
    root: `${endpoints}/src/generated`,
    exportedBy: '@threads-sdk/endpoints',
  });
  files.set(`${endpoints}/src/index.ts`, emitIndex([...exported, ...(isWhole ? byHand : []), selected]));
  files.set(`${endpoints}/README.md`, emitReadmeTable(readme, others));
  emitModules(files, model, login, { root: auth });
  // `publish` checks a whole post by its own rules: it has no use for checks of the parameters that it makes of it.
  const ofPosts = others.filter(({ id }) => /^(createContainer|publishContainer|repost)$/.test(id));
  const lists = isWhole ? others.filter(({ id }) => comparedFields[id]) : [];
  const ofLists = lists.map((list) => selecting(list, model));
  emitModules(files, model, [...ofPosts, ...ofLists], {
    root: publish,
    parametersFrom: '@threads-sdk/endpoints',
  });
  if (isWhole) for (const [path, names] of limitFiles) files.set(path, emitLimits(names, model.limits));
  return files;
}

/** What needs no description stands beside the generated modules of endpoints; so does what reads some of their answers. */
const selected: Exports = { file: 'selected.ts', values: [], types: ['Selected'] };
const byHand: readonly Exports[] = [
  { file: 'metrics-of.ts', values: ['metricsOf'], types: ['FollowerPart', 'ThreadMetrics', 'UserMetrics'] },
];

/** What of a post is told by each list in which `publish` looks for one. */
const comparedFields: Readonly<Record<string, readonly FieldSelection[]>> = {
  listThreads: [
    'timestamp',
    'media_type',
    'text',
    'is_quote_post',
    'quoted_post',
    'topic_tag',
    'gif_url',
    { poll_attachment: ['option_a', 'option_b', 'option_c', 'option_d'] },
    { children: ['media_type', 'alt_text'] },
    'alt_text',
    'link_attachment_url',
    'is_spoiler_media',
    'text_entities',
    'text_attachment',
    'location_id',
    'allowlisted_country_codes',
    'ghost_post_expiration_timestamp',
    'reposted_post',
  ],
  listUserReplies: [
    'timestamp',
    'media_type',
    'text',
    'is_quote_post',
    'quoted_post',
    'topic_tag',
    'gif_url',
    { poll_attachment: ['option_a', 'option_b', 'option_c', 'option_d'] },
    { children: ['media_type'] },
    'replied_to',
  ],
  // Its text is all that a ghost post has.
  listGhostPosts: ['timestamp', 'media_type', 'text'],
};

/** A list of which only some fields are asked for and read. */
function selecting(operation: OperationModel, { schemas }: Model): OperationModel {
  const { id, parameters, result } = operation;
  const selection = comparedFields[id] ?? [];
  if (result.kind !== 'pages') throw new Error(`${id} is no list.`);
  const [any] = parameters;
  if (any === undefined) throw new Error(`${id} has no parameters.`);
  const fields: PropertyModel = {
    ...any,
    name: 'fields',
    required: false,
    sentByDefault: fieldsText(selection),
  };
  return {
    ...operation,
    fields: undefined,
    parameters: [...parameters, fields],
    result: { ...result, item: selectType(result.item, selection, schemas) },
  };
}

/** The folders that hold nothing but generated files. */
export const generatedFolders: readonly string[] = [
  ...new Set([
    `${endpoints}/src/generated`,
    auth,
    publish,
    ...[...limitFiles.keys()].map((path) => dirname(path)),
  ]),
];

interface Output extends Packages {
  readonly root: string;
}

function emitModules(
  files: Files,
  model: Model,
  operations: readonly OperationModel[],
  output: Output,
): readonly Exports[] {
  const exported: Exports[] = [];
  for (const operation of operations) {
    const file = `${operation.tag}/${kebabCase(operation.id)}.ts`;
    const place: Place = { folder: operation.tag, schemas: model.schemas };
    files.set(`${output.root}/${file}`, emitOperation(operation, place, output));
    exported.push({ file: `generated/${file}`, ...exportsOf(operation) });
  }
  const schemaNamed = (name: string): SchemaModel => {
    const schema = model.schemas.get(name);
    if (schema === undefined)
      throw new Error(`components.schemas: ${name} is referred to but not described. Describe it there.`);
    return schema;
  };
  const described = output.parametersFrom === undefined ? operations : [];
  const sent = reachable(
    described.flatMap((operation) =>
      operation.parameters.flatMap((parameter) => referencesOf(parameter.type)),
    ),
    schemaNamed,
  );
  const received = reachable(
    operations.flatMap((operation) => receivedBy(operation)),
    schemaNamed,
  );
  const selected = selectedSchemas(operations, model);
  for (const name of [...new Set([...received, ...sent])].toSorted()) {
    const schema = schemaNamed(name);
    if (isInline(schema)) continue;
    if (schema.type.kind === 'object' && received.has(name) && sent.has(name)) {
      throw new Error(
        `components.schemas.${name}: it is both sent and received. Describe two: what is sent is strict (${name}Input), what is received is lenient (${name}).`,
      );
    }
    const use = { received: received.has(name), sent: sent.has(name), selected: selected.has(name) };
    const file = `schemas/${kebabCase(name)}.ts`;
    files.set(
      `${output.root}/${file}`,
      emitSchema(schema, use, { folder: 'schemas', schemas: model.schemas }),
    );
    exported.push({
      file: `generated/${file}`,
      values: [],
      types: [name, ...(use.selected ? selectionTypes(name, model) : [])],
    });
  }
  return exported;
}

function exportsOf({
  id,
  parameters,
  fields,
  navigation,
}: OperationModel): Pick<Exports, 'values' | 'types'> {
  const types: string[] = [];
  if (parameters.length > 0 || fields !== undefined) types.push(`${pascalCase(id)}Parameters`);
  if (fields?.defaults !== undefined) types.push(`${pascalCase(id)}DefaultFields`);
  return { values: [navigation ? `${id}Url` : id], types };
}

function receivedBy({ result }: OperationModel): readonly string[] {
  if (result.kind === 'none') return [];
  return referencesOf(result.kind === 'pages' ? result.item : result.type);
}

/** The schemas whose fields can be chosen: those that operations select from, and their parts. */
function selectedSchemas(operations: readonly OperationModel[], model: Model): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = operations.flatMap(({ fields }) => (fields === undefined ? [] : [fields.schema]));
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...partsOf(name, model));
  }
  return found;
}

function partsOf(name: string, model: Model): readonly string[] {
  const type = model.schemas.get(name)?.type;
  if (type?.kind !== 'object') return [];
  return type.properties.flatMap((property) => selectableSchema(property.type, model.schemas) ?? []);
}

function selectionTypes(name: string, model: Model): readonly string[] {
  return [`${name}Selection`, ...(partsOf(name, model).length > 0 ? [`${name}NestedSelection`] : [])];
}
