import { docComment } from './emit-doc-comment.ts';
import { emitProperty, emitType, sentence } from './emit-type.ts';
import {
  emitAnswerObject,
  emitInputObject,
  emitValidation,
  validationName,
  type Validation,
} from './emit-validation.ts';
import type { SchemaModel } from './model.ts';
import { createModule, type Module, type Place } from './module.ts';
import { kebabCase, propertyName } from './naming.ts';
import { selectableSchema } from './read-schemas.ts';

/** How the operations use a named schema: this decides what its module holds. */
export interface SchemaUse {
  readonly received: boolean;
  readonly sent: boolean;
  /** Its fields can be chosen with `fields`. */
  readonly selected: boolean;
}

/** The module of one named schema: its type, what `fields` may name of it, and its validation. */
export function emitSchema(schema: SchemaModel, use: SchemaUse, place: Place): string {
  const module = createModule(place, `${kebabCase(schema.name)}.ts`);
  const parts = [emitDeclaration(schema, module, use)];
  if (use.selected) parts.push(emitSelection(schema, module, place.schemas));
  for (const direction of ['output', 'input'] as const) {
    if (direction === 'output' ? use.received : use.sent)
      parts.push(emitConstant(schema, { module, direction, inside: schema.name }));
  }
  return module.text(parts.join('\n'));
}

function emitDeclaration({ name, description, type }: SchemaModel, module: Module, use: SchemaUse): string {
  const comment = docComment(
    `${sentence(description)}\n\n@category ${use.received ? 'Answers' : 'Parameters'}`,
  );
  if (type.kind !== 'object') return `${comment}export type ${name} = ${emitType(type, module)};\n`;
  const absent = use.sent ? ' | undefined' : '';
  return `${comment}export interface ${name} {\n${type.properties.map((property) => emitProperty(property, module, absent)).join('')}}\n`;
}

function emitSelection(
  { name, type }: SchemaModel,
  module: Module,
  schemas: ReadonlyMap<string, SchemaModel>,
): string {
  const nested = (type.kind === 'object' ? type.properties : []).flatMap((property) => {
    const target = selectableSchema(property.type, schemas);
    return target === undefined ? [] : [{ property: property.name, target }];
  });
  const comment = docComment(
    `What \`fields\` may name of a {@link ${name}}: a field, or the fields of a part of it.\n\n@category Fields`,
  );
  if (nested.length === 0)
    return `${docComment(`What \`fields\` may name of a {@link ${name}}.\n\n@category Fields`)}export type ${name}Selection = keyof ${name};\n`;
  const members = nested.map(
    ({ property, target }) =>
      `readonly ${propertyName(property)}?: readonly ${module.useSchema(target, `${target}Selection`, 'type')}[];\n`,
  );
  return [
    `${comment}export type ${name}Selection = keyof ${name} | ${name}NestedSelection;\n`,
    `${docComment(`The parts of a {@link ${name}} whose own fields can be chosen.\n\n@category Fields`)}export interface ${name}NestedSelection {\n${members.join('')}}\n`,
  ].join('\n');
}

/** `@internal` keeps the constant, and with it valibot's types, out of the published declarations. */
function emitConstant({ name, type }: SchemaModel, target: Validation): string {
  const v = target.module.valibot('type');
  const validation =
    type.kind !== 'object'
      ? emitValidation(type, target)
      : target.direction === 'output'
        ? emitAnswerObject(type, name, target)
        : emitInputObject(type, name, target);
  return `/** @internal */\nexport const ${validationName(name, target.direction)}: ${v}.GenericSchema<unknown, ${name}> = ${validation};\n`;
}
