import { docComment } from './emit-doc-comment.ts';
import { operationDoc } from './emit-operation-doc.ts';
import { emitProperty, emitSelections, emitType } from './emit-type.ts';
import { emitInputEntries, emitValidation, type Validation } from './emit-validation.ts';
import type { FieldsModel, FieldSelection, OperationModel, PropertyModel, SchemaModel } from './model.ts';
import { createModule, type Module, type Place } from './module.ts';
import { kebabCase, literal, pascalCase, propertyName } from './naming.ts';
import { dataItems, resolveType } from './read-schemas.ts';

const core = '@threads-sdk/core-http/fetch';

/** Where an operation's function and the types of its parameters are exported. */
export interface Packages {
  /** The package that exports the function. One that none exports stays inside of its package and checks nothing. */
  readonly exportedBy?: string;
  /** The package that has the types of the parameters already. */
  readonly parametersFrom?: string;
}

/** What an operation's module is written from. */
interface Target extends Packages {
  readonly operation: OperationModel;
  readonly module: Module;
  readonly schemas: ReadonlyMap<string, SchemaModel>;
}

/** The module of one operation: its parameters, its function, its descriptor. */
export function emitOperation(operation: OperationModel, place: Place, packages: Packages): string {
  const module = createModule(place, `${kebabCase(operation.id)}.ts`);
  const target = { operation, module, schemas: place.schemas, ...packages };
  const parts = [emitDefaultFieldsType(target), emitParameters(target)];
  if (operation.navigation) parts.push(emitNavigation(target));
  else parts.push(emitFunction(target), emitDescriptor(target));
  return module.text(nameItem(target, parts.filter((part) => part !== '').join('\n')));
}

/** Writes the type of the items of pages once, where it has no name of its own. */
function nameItem({ operation, module }: Target, text: string): string {
  const { result } = operation;
  if (result.kind !== 'pages' || result.item.kind !== 'object') return text;
  const type = emitType(result.item, module);
  return `${text.replaceAll(type, 'Item')}\ntype Item = ${type};\n`;
}

function emitDefaultFieldsType({ operation }: Target): string {
  const { fields, id } = operation;
  if (fields?.defaults === undefined) return '';
  return `${docComment(`The fields that {@link ${id}} asks for when \`fields\` is left out.\n\n@category Default fields`)}export type ${pascalCase(id)}DefaultFields = ${emitSelections(fields.defaults)};\n`;
}

function emitParameters({ operation, module, parametersFrom }: Target): string {
  const { id, fields, parameters } = operation;
  if (parametersFrom !== undefined) return '';
  if (parameters.length === 0 && fields === undefined) return '';
  const name = `${pascalCase(id)}Parameters`;
  const generic =
    fields === undefined
      ? ''
      : `<Fields extends readonly ${selection(fields, module)}[] = readonly ${selection(fields, module)}[]>`;
  const members = parameters.map((parameter) => emitProperty(parameter, module, ' | undefined'));
  if (fields !== undefined)
    members.push(`${docComment(fieldsDoc(fields, module))}readonly fields?: Fields | undefined;\n`);
  return `${docComment(`The parameters of {@link ${operation.navigation ? `${id}Url` : id}}.\n\n@category Parameters`)}export interface ${name}${generic} {\n${members.join('')}}\n`;
}

function fieldsDoc(fields: FieldsModel, module: Module): string {
  const { type } = module.schema(fields.schema);
  const identified = type.kind === 'object' && type.properties.some((property) => property.name === 'id');
  const without =
    fields.defaults === undefined ? 'Left out: what Meta sends by default.' : 'Left out: the default fields.';
  return `The fields of {@link ${fields.schema}} to ask for${identified ? '; `id` always comes' : ''}. Those of a part are named as \`{ part: ['field'] }\`. ${without}`;
}

function emitFunction(target: Target): string {
  const { operation, module, exportedBy, parametersFrom } = target;
  const { id, fields, result } = operation;
  const optional = !operation.parameters.some((parameter) => parameter.required);
  const type = `${pascalCase(id)}Parameters`;
  const name = parametersFrom === undefined ? type : module.use(parametersFrom, type, 'type');
  const doc = docComment(operationDoc(operation, exportedBy));
  const client = `client: ${module.use(core, 'Client', 'type')}`;
  const options = `options?: ${module.use(core, 'RequestOptions', 'type')}`;
  const send = module.use(core, result.kind === 'pages' ? 'requestPages' : 'request');
  if (operation.parameters.length === 0 && fields === undefined) {
    return `${doc}export function ${id}(${client}, ${options}): ${returned(target)} {\n  return ${send}(client, operation, {}, options);\n}\n`;
  }
  const body = `{\n  return ${send}(client, operation, params, options);\n}\n`;
  const loose = optional ? `params: ${name} = {}` : `params: ${name}`;
  if (fields === undefined)
    return `${doc}export function ${id}(${client}, ${loose}, ${options}): ${returned(target)} ${body}`;
  const defaults =
    fields.defaults === undefined
      ? `readonly ${selection(fields, module)}[]`
      : `${pascalCase(id)}DefaultFields`;
  const generic = `<const Fields extends readonly ${selection(fields, module)}[] = ${defaults}>`;
  // The overload narrows the result for the caller; the wire does the same at run time.
  return [
    `${doc}export function ${id}${generic}(${client}, params${optional ? '?' : ''}: ${name}<Fields>, ${options}): ${returned(target, 'Fields')};\n`,
    `export function ${id}(${client}, ${loose}, ${options}): ${returned(target)} ${body}`,
  ].join('');
}

/** The type of the promise or the pages; with `selected`, narrowed to those fields. */
function returned(target: Target, selected?: string): string {
  const { module } = target;
  const outer = target.operation.result.kind === 'pages' ? module.use(core, 'Pages', 'type') : 'Promise';
  return `${outer}<${resultType(target, selected)}>`;
}

function resultType({ operation, module, schemas }: Target, selected?: string): string {
  const { result, fields } = operation;
  if (result.kind === 'none') return 'never';
  const type = result.kind === 'pages' ? result.item : result.type;
  if (selected === undefined || fields === undefined) return emitType(type, module);
  const narrowed = `${module.useOwn('selected', 'Selected', 'type')}<${module.useSchema(fields.schema, fields.schema, 'type')}, ${selected}>`;
  if (result.kind === 'pages') return narrowed;
  return dataItems(resolveType(type, schemas, operation.id)) === undefined
    ? narrowed
    : `{ readonly data: readonly ${narrowed}[] }`;
}

function emitDescriptor(target: Target): string {
  const { operation, module } = target;
  const output: Validation = { module, direction: 'output', inside: undefined };
  const { result } = operation;
  const type = resultType(target);
  const answer =
    result.kind === 'pages'
      ? `/* @__PURE__ */ ${module.useInternal('pageOf')}(${emitValidation(result.item, output)})`
      : result.kind === 'value'
        ? emitValidation(result.type, output)
        : '';
  const secrets = operation.parameters
    .filter((parameter) => parameter.secret)
    .map((parameter) => parameter.name);
  const outputType = result.kind === 'pages' ? `${module.use(core, 'Page', 'type')}<${type}>` : type;
  return `const operation: ${module.use(core, 'Operation', 'type')}<${outputType}> = {
  id: ${literal(operation.id)},
  method: ${literal(operation.method)},
  path: ${literal(operation.path)},
  ${operation.versionless ? 'versionless: true,' : ''}
  repeat: ${literal(operation.repeat)},
  ${operation.neverWhen === undefined ? '' : `neverWhen: ${literal(operation.neverWhen)},`}
  scopes: ${literal(operation.scopes)},
  ${operation.anonymous ? 'anonymous: true,' : ''}
  ${secrets.length === 0 ? '' : `secretParameters: ${literal(secrets)},`}
  input: ${emitInput(target)},
  output: ${answer},
};
`.replaceAll(/\n\s*\n/g, '\n');
}

/** The schema of the parameters, `fields` included. */
function emitInput({ operation, module, exportedBy }: Target): string {
  if (exportedBy === undefined) {
    // An internal function is called by one that has checked everything.
    const constants = operation.parameters.flatMap(({ name, sentByDefault }) =>
      sentByDefault === undefined ? [] : [`${propertyName(name)}: ${literal(sentByDefault)}`],
    );
    return `/* @__PURE__ */ ${module.useInternal('checkedInput')}({ ${constants.join(', ')} })`;
  }
  const input: Validation = { module, direction: 'input', inside: undefined };
  const { fields, parameters } = operation;
  const entries = fields === undefined ? [] : [`fields: ${module.useInternal('fieldsInput')}`];
  const defaults = fields?.defaults === undefined ? [] : [`fields: ${literal(fieldsText(fields.defaults))}`];
  return `/* @__PURE__ */ ${module.useInternal('inputObject')}(${emitInputEntries(parameters, input, entries, defaults).join(', ')})`;
}

/** Fields as the API takes them. */
export function fieldsText(selections: readonly FieldSelection[]): string {
  return selections
    .map((selection) =>
      typeof selection === 'string'
        ? selection
        : Object.entries(selection).map(([name, nested]) => `${name}{${fieldsText(nested)}}`),
    )
    .join(',');
}

/** A page that a browser opens: the function builds its address. */
function emitNavigation({ operation, schemas, exportedBy }: Target): string {
  const appended = operation.parameters
    .map((parameter) =>
      emitAppend({ ...parameter, type: resolveType(parameter.type, schemas, operation.id) }),
    )
    .join('');
  return `${docComment(operationDoc(operation, exportedBy))}export function ${operation.id}Url(baseUrl: string, params: ${pascalCase(operation.id)}Parameters): string {
  const url = new URL(baseUrl);
  const { searchParams } = url;
${appended}  return url.href;
}
`;
}

function emitAppend({ name, type, required, sentByDefault }: PropertyModel): string {
  const value = `params${/^\w+$/.test(name) ? `.${name}` : `[${propertyName(name)}]`}`;
  if (sentByDefault !== undefined)
    return `  searchParams.set(${literal(name)}, ${value} ?? ${literal(sentByDefault)});\n`;
  const text =
    type.kind === 'array' ? `${value}.join(',')` : type.kind === 'string' ? value : `String(${value})`;
  const set = `searchParams.set(${literal(name)}, ${text});\n`;
  return required ? `  ${set}` : `  if (${value} !== undefined) ${set}`;
}

function selection(fields: FieldsModel, module: Module): string {
  return module.useSchema(fields.schema, `${fields.schema}Selection`, 'type');
}
