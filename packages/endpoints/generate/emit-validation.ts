import { emitType } from './emit-type.ts';
import type {
  ArrayType,
  NumberType,
  ObjectType,
  PropertyModel,
  SchemaModel,
  StringType,
  TypeModel,
} from './model.ts';
import type { Module } from './module.ts';
import { camelCase, literal, propertyName } from './naming.ts';
import { isInline } from './read-schemas.ts';

const pure = '/* @__PURE__ */';

/** What a piece of validation is written into. */
export interface Validation {
  readonly module: Module;
  /** Strict in what is sent, lenient in what is received. */
  readonly direction: 'input' | 'output';
  /** The named schema that is being written, if any: references that lead back to it are looked up late. */
  readonly inside: string | undefined;
}

/** The valibot schema of a type, as source text. Bundlers drop it when unused, since every call is marked as pure. */
export function emitValidation(type: TypeModel, target: Validation): string {
  const { module, direction } = target;
  switch (type.kind) {
    case 'boolean':
      return module.useInternal('flag');
    case 'number':
      return direction === 'output' ? module.useInternal('number') : inputNumber(type, target);
    case 'string':
      return direction === 'output' ? outputString(type, target) : inputString(type, target);
    case 'id':
      return direction === 'output'
        ? module.useInternal('idOutput')
        : inputString({ ...anyText, pattern: type.pattern, message: type.message }, target);
    case 'time':
      if (direction === 'output')
        throw new Error(`${where(target)}: Time describes what is sent. Use Timestamp in answers.`);
      return module.useInternal('timeInput');
    case 'array':
      if (direction === 'output')
        return call(module.useInternal('answerList'), emitValidation(type.items, target));
      return inputList(type, target);
    case 'unwrapped': {
      const items = emitValidation(type.items, target);
      return direction === 'output'
        ? call(module.useInternal('answerList'), items, literal(type.member))
        : call(module.useInternal('listOf'), items);
    }
    case 'union':
      return call(
        `${module.valibot()}.union`,
        `[${type.members.map((member) => emitValidation(member, target)).join(', ')}]`,
        literal(`must be ${type.members.map(({ kind }) => kind).join(' or ')}`),
      );
    case 'object':
      return direction === 'output'
        ? emitAnswerObject(type, emitType(type, module), target)
        : emitInputObject(type, emitType(type, module), target);
    case 'reference':
      return emitReference(type.name, target);
  }
}

/** The validation of an object of an answer. `name` is the text of its type, which TypeScript cannot infer. */
export function emitAnswerObject({ properties }: ObjectType, name: string, target: Validation): string {
  const required = properties.filter((property) => property.required).map((property) => property.name);
  const answerObject = target.module.useInternal('answerObject');
  return call(
    `${answerObject}<${name}>`,
    emitEntries(properties, target),
    ...(required.length > 0 ? [literal(required)] : []),
  );
}

/** The validation of an object that is sent. `name` is the text of its type. */
export function emitInputObject({ properties }: ObjectType, name: string, target: Validation): string {
  const inputObject = target.module.useInternal('inputObject');
  return call(`${inputObject}<${name}>`, ...emitInputEntries(properties, target));
}

/** The name of the constant that validates a named schema. */
export function validationName(schema: string, direction: Validation['direction']): string {
  if (direction === 'output') return `${camelCase(schema)}Schema`;
  return schema.endsWith('Input') ? camelCase(schema) : `${camelCase(schema)}Input`;
}

/** What `inputObject` and `parameters` take: the members, which must be there, and what stands for those that are not. */
export function emitInputEntries(
  properties: readonly PropertyModel[],
  target: Validation,
  furtherEntries: readonly string[] = [],
  furtherDefaults: readonly string[] = [],
): readonly string[] {
  const entries = [
    ...properties.map((property) => `${propertyName(property.name)}: ${emitEntry(property, target)}`),
    ...furtherEntries,
  ];
  const required = properties
    .filter((property) => property.required && property.sentByDefault === undefined)
    .map((property) => property.name);
  const defaults = [
    ...properties.flatMap(({ name, sentByDefault }) =>
      sentByDefault === undefined ? [] : [`${propertyName(name)}: ${literal(sentByDefault)}`],
    ),
    ...furtherDefaults,
  ];
  const rules = properties.flatMap((property) => emitRules(property, properties, target));
  const given = [literal(required), `{ ${defaults.join(', ')} }`, `[${rules.join(', ')}]`];
  const last = [required, defaults, rules].findLastIndex(({ length }) => length > 0);
  return [`{ ${entries.join(', ')} }`, ...given.slice(0, last + 1)];
}

/** What a parameter is to others, as rules of `inputObject`. */
function emitRules(
  { bounds, name }: PropertyModel,
  properties: readonly PropertyModel[],
  { module }: Validation,
): readonly string[] {
  const { before, earliest, neededBy, neededFor, neededUnless, without } = bounds;
  const others = [before, without, neededBy, neededUnless].filter((other) => other !== undefined);
  for (const other of others) {
    if (!properties.some((property) => property.name === other))
      throw new Error(`x-threads-bounds of ${name}: there is no parameter ${other}.`);
  }
  const isUpTo = (time: string, other: string | number): string =>
    `${module.useInternal('isUpTo')}(${time}, ${other})`;
  const rule = (names: readonly string[], isBroken: string, message: string): string =>
    `[${literal(name)}, ({ ${names.join(', ')} }) => ${isBroken}, ${literal(message)}]`;
  return [
    ...(earliest === undefined
      ? []
      : [rule([name], isUpTo(name, earliest - 1), `must not be before ${day(earliest)}`)]),
    ...(before === undefined ? [] : [rule([before, name], isUpTo(before, name), `must be before ${before}`)]),
    ...(without === undefined
      ? []
      : [
          rule(
            [name, without],
            `${name} !== undefined && ${without} !== undefined`,
            `must not go with ${without}`,
          ),
        ]),
    ...(neededBy === undefined || neededFor !== undefined
      ? []
      : [
          rule(
            [name, neededBy],
            `${name} === undefined && ${neededBy} !== undefined`,
            `is needed with ${neededBy}`,
          ),
        ]),
    ...(neededBy === undefined || neededFor === undefined
      ? []
      : [
          rule(
            [name, neededBy],
            `${name} === undefined && [${neededBy}].flat().includes(${literal(neededFor)})`,
            `is needed for ${neededFor}`,
          ),
        ]),
    ...(neededUnless === undefined
      ? []
      : [
          rule(
            [name, neededUnless],
            `${name} === undefined && ${neededUnless} === undefined`,
            `is needed without ${neededUnless}`,
          ),
        ]),
  ];
}

/** A moment in seconds since 1970, for people. */
function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}

/** The entries of an object schema. */
function emitEntries(properties: readonly PropertyModel[], target: Validation): string {
  return `{ ${properties.map((property) => `${propertyName(property.name)}: ${emitEntry(property, target)}`).join(', ')} }`;
}

function emitEntry(property: PropertyModel, target: Validation): string {
  if (target.direction === 'output' && !property.secret) {
    return plainType(property.type, target) ?? emitValidation(property.type, target);
  }
  return property.secret ? emitSecret(property, target) : emitValidation(property.type, target);
}

/** The name of a plain type, by which `answerObject` knows it. */
function plainType(type: TypeModel, target: Validation): string | undefined {
  if (type.kind === 'reference') {
    const schema = target.module.schema(type.name);
    return isInline(schema) ? plainType(schema.type, target) : undefined;
  }
  if (type.kind === 'string') refuseClosedEnum(type, target);
  const isPlain =
    type.kind === 'boolean' || type.kind === 'number' || type.kind === 'string' || type.kind === 'id';
  return isPlain ? literal(type.kind) : undefined;
}

function emitReference(name: string, target: Validation): string {
  const schema = target.module.schema(name);
  if (isInline(schema)) return emitValidation(schema.type, target);
  const constant = target.module.useSchema(name, validationName(name, target.direction));
  const late =
    target.inside !== undefined &&
    reachable([name], (reached) => target.module.schema(reached)).has(target.inside);
  return late ? `() => ${constant}` : constant;
}

/** The names of all schemas that the given ones lead to, themselves included. */
export function reachable(
  names: Iterable<string>,
  schema: (name: string) => SchemaModel,
): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...referencesOf(schema(name).type));
  }
  return found;
}

/** The names that a type refers to directly. */
export function referencesOf(type: TypeModel): readonly string[] {
  switch (type.kind) {
    case 'reference':
      return [type.name];
    case 'array':
    case 'unwrapped':
      return referencesOf(type.items);
    case 'union':
      return type.members.flatMap(referencesOf);
    case 'object':
      return type.properties.flatMap((property) => referencesOf(property.type));
    default:
      return [];
  }
}

const anyText: StringType = {
  kind: 'string',
  values: undefined,
  knownValues: undefined,
  minLength: undefined,
  maxLength: undefined,
  pattern: undefined,
  message: undefined,
  uri: false,
};

function outputString(type: StringType, target: Validation): string {
  refuseClosedEnum(type, target);
  return target.module.useInternal('text');
}

function refuseClosedEnum({ values }: StringType, target: Validation): void {
  if (values !== undefined)
    throw new Error(
      `${where(target)}: a closed enum in an answer. Write x-threads-known-values: Meta may add values.`,
    );
}

function lengthMessage(least: number, most: number | undefined): string {
  if (most === undefined) return least === 1 ? 'must not be empty' : `must have at least ${least} characters`;
  return `must have ${least === 0 ? 'at most' : `${least} to`} ${most} characters`;
}

function lengthCondition(least: number, most: number | undefined): string {
  // With the flag u a dot is a code point: an emoji is one, not the two that `length` says.
  return `/^.{${least},${most ?? ''}}$/su.test(value)`;
}

function inputString(type: StringType, target: Validation): string {
  const { module } = target;
  if (type.values !== undefined) return call(module.useInternal('oneOf'), literal(type.values));
  const { message, minLength = 0, maxLength, pattern } = type;
  if (pattern !== undefined && message === undefined)
    throw new Error(
      `${where(target)}: the pattern ${pattern} without words. Write x-threads-message: must be …`,
    );
  const regExp = pattern === undefined ? '' : `/${pattern.replaceAll('/', String.raw`\/`)}/u`;
  const hasLength = minLength > 0 || maxLength !== undefined;
  if (pattern !== undefined && !hasLength && !type.uri) {
    return call(module.useInternal('matching'), regExp, literal(message ?? ''));
  }
  const isFilled = minLength === 1 && maxLength === undefined;
  const checks: readonly (readonly [condition: string, message: string])[] = [
    ...(isFilled || !hasLength
      ? []
      : [[lengthCondition(minLength, maxLength), lengthMessage(minLength, maxLength)] as const]),
    ...(pattern === undefined ? [] : [[`${regExp}.test(value)`, message ?? ''] as const]),
    ...(type.uri ? [['URL.canParse(value)', 'must be an absolute URL'] as const] : []),
  ];
  return checks.reduce(
    (schema, [condition, words]) => check(module, schema, condition, words),
    module.useInternal(isFilled ? 'filledText' : 'text'),
  );
}

function inputNumber({ integer, minimum, maximum }: NumberType, { module }: Validation): string {
  if (integer && minimum !== undefined) {
    return call(module.useInternal('whole'), minimum, ...(maximum === undefined ? [] : [maximum]));
  }
  const bounds = [
    { symbol: '>=', words: 'from', limit: minimum },
    { symbol: '<=', words: 'to', limit: maximum },
  ].filter(({ limit }) => limit !== undefined);
  const conditions = [
    `Number.${integer ? 'isInteger' : 'isFinite'}(value)`,
    ...bounds.map(({ symbol, limit }) => `value ${symbol} ${limit}`),
  ];
  const words = [
    integer ? 'whole number' : 'number',
    ...bounds.map(({ words: to, limit }) => `${to} ${limit}`),
  ];
  return check(module, module.useInternal('number'), conditions.join(' && '), `must be a ${words.join(' ')}`);
}

/** A schema whose values meet a condition, too. */
function check(module: Module, schema: string, condition: string, message: string): string {
  return call(module.useInternal('check'), schema, `(value) => ${condition}`, literal(message));
}

function inputList({ items, minItems, maxItems }: ArrayType, target: Validation): string {
  const item = emitValidation(items, target);
  if (minItems === undefined && maxItems === undefined)
    return call(target.module.useInternal('listOf'), item);
  const bounds = [minItems ?? 0, ...(maxItems === undefined ? [] : [maxItems])];
  return call(target.module.useInternal('boundedList'), item, ...bounds);
}

/** The faults of a secret must not repeat it, as valibot's own messages would; a URL that comes back loses its token. */
function emitSecret({ type }: PropertyModel, target: Validation): string {
  if (target.direction === 'output') {
    const url = type.kind === 'reference' && type.name === 'Url';
    return url ? target.module.useInternal('urlWithoutToken') : emitValidation(type, target);
  }
  const { module } = target;
  return module.useInternal('filledText');
}

function call(callee: string, ...values: readonly (string | number)[]): string {
  return `${pure} ${callee}(${values.join(', ')})`;
}

function where(target: Validation): string {
  return target.inside === undefined ? 'an operation' : `components.schemas.${target.inside}`;
}
