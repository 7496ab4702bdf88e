import type { FieldSelection, PropertyModel, TypeModel } from './model.ts';
import type { Module } from './module.ts';
import { docComment } from './emit-doc-comment.ts';
import { literal, propertyName } from './naming.ts';
import { isInline } from './read-schemas.ts';

/** A type as TypeScript shows it. */
export function emitType(type: TypeModel, module: Module): string {
  switch (type.kind) {
    case 'string':
      if (type.values !== undefined) return type.values.map(literal).join(' | ');
      if (type.knownValues !== undefined)
        return [...type.knownValues.map(literal), '(string & {})'].join(' | ');
      return 'string';
    case 'number':
    case 'boolean':
      return type.kind;
    case 'id':
      return 'string';
    case 'time':
      return 'Date | number | string';
    case 'array':
      return emitList(type.items, module);
    case 'unwrapped':
      return emitList(type.items, module);
    case 'object':
      return `{ ${type.properties.map((property) => emitProperty(property, module, '')).join(' ')} }`;
    case 'union':
      return [...new Set(type.members.map((member) => emitType(member, module)))].join(' | ');
    case 'reference':
      return isInline(module.schema(type.name))
        ? emitType(module.schema(type.name).type, module)
        : module.useSchema(type.name, type.name, 'type');
  }
}

/**
 * One property of an interface with its doc comment.
 *
 * @param absent What an optional property may be besides left out: `' | undefined'` for parameters, so that a caller can hand on
 *   what it may not have, `''` for answers.
 */
export function emitProperty(property: PropertyModel, module: Module, absent: '' | ' | undefined'): string {
  const comment = docComment(propertyDoc(property));
  const mark = property.required ? '' : '?';
  return `${comment}readonly ${propertyName(property.name)}${mark}: ${emitType(property.type, module)}${property.required ? '' : absent};\n`;
}

/** The type of a list of selected fields: `readonly ['id', { readonly owner: readonly ['id'] }]`. */
export function emitSelections(selections: readonly FieldSelection[]): string {
  const items = selections.map((selection) => {
    if (typeof selection === 'string') return literal(selection);
    return `{ ${Object.entries(selection)
      .map(([field, nested]) => `readonly ${propertyName(field)}: ${emitSelections(nested)};`)
      .join(' ')} }`;
  });
  return `readonly [${items.join(', ')}]`;
}

/** What the documentation says about a property: its description, then limits and defaults. */
export function propertyDoc(property: PropertyModel): string {
  return [sentence(property.description), ...limits(property)].filter((part) => part !== '').join(' ');
}

function limits(property: PropertyModel): readonly string[] {
  const { type } = property;
  const facts: string[] = [];
  if (type.kind === 'number') facts.push(...range(type.minimum, type.maximum, ''));
  if (type.kind === 'string') facts.push(...range(type.minLength, type.maxLength, ' characters'));
  if (type.kind === 'array') facts.push(...range(type.minItems, type.maxItems, ' entries'));
  if (property.limit !== undefined) facts.push(`Meta's limit: ${property.limit} (not checked here).`);
  const defaultValue = property.sentByDefault ?? property.defaultValue;
  if (defaultValue !== undefined) facts.push(`Default: \`${String(defaultValue)}\`.`);
  if (property.scopes.length > 0)
    facts.push(`Needs ${property.scopes.map((scope) => `\`${scope}\``).join(', ')}.`);
  if (property.since !== undefined) facts.push(`Since ${property.since}.`);
  return facts;
}

function range(least: number | undefined, most: number | undefined, unit: string): readonly string[] {
  if (least === undefined && most === undefined) return [];
  if (least === 1 && most === undefined && unit !== '') return ['Not empty.'];
  if (least === undefined) return [`At most ${most}${unit}.`];
  if (most === undefined) return [`At least ${least}${unit}.`];
  return [`From ${least} to ${most}${unit}.`];
}

function emitList(items: TypeModel, module: Module): string {
  const text = emitType(items, module);
  return `readonly ${text.includes('|') ? `(${text})` : text}[]`;
}

/** With a full stop at its end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?:`)]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
