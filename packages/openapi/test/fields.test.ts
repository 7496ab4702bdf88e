import description, { type FieldSelection, type Schema } from '@threads-sdk/openapi';
import { describe, expect, it } from 'vitest';
import { answerOf, operations, resolve } from '../walk.ts';

const { schemas } = description.components;

/** The members that `fields` chooses from: those of the object, of the list's items, or of the items under `data`. */
function membersOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { items, anyOf, properties = {} } = resolve(schema, schemas);
  const [inner] = anyOf ?? [];
  const data = properties['data']?.items;
  if (items !== undefined) return membersOf(items);
  if (inner !== undefined) return membersOf(inner);
  return data === undefined ? properties : membersOf(data);
}

function unknownFields(selections: readonly FieldSelection[], schema: Schema, path = ''): readonly string[] {
  const members = membersOf(schema);
  return selections.flatMap((selection) => {
    if (typeof selection === 'string') return selection in members ? [] : [`${path}${selection}`];
    return Object.entries(selection).flatMap(([name, nested]) => {
      const member = members[name];
      return member === undefined ? [`${path}${name}`] : unknownFields(nested, member, `${path}${name}.`);
    });
  });
}

const selecting = operations.filter(({ operation }) => operation['x-threads-default-fields'] !== undefined);

it('has default fields exactly where fields can be chosen', () => {
  const choosing = operations.filter(({ operation }) =>
    operation.parameters?.some(({ $ref }) => $ref === '#/components/parameters/Fields'),
  );
  expect(selecting.map(({ operation }) => operation.operationId)).toEqual(
    choosing.map(({ operation }) => operation.operationId),
  );
});

it('notices a default field that does not exist, nested ones too', () => {
  expect(unknownFields(['text', { poll_attachment: ['option_z'] }, 'nope'], { $ref: '#/Thread' })).toEqual([
    'poll_attachment.option_z',
    'nope',
  ]);
});

describe.each(selecting.map(({ operation }) => ({ id: operation.operationId, operation })))(
  '$id',
  ({ operation }) => {
    const defaults = operation['x-threads-default-fields'] ?? [];
    const answer = answerOf(operation) ?? {};

    it('asks by default only for fields that its answer has', () => {
      expect(unknownFields(defaults, answer)).toEqual([]);
    });

    it('asks for nothing twice', () => {
      const names = defaults.flatMap((selection) =>
        typeof selection === 'string' ? [selection] : Object.keys(selection),
      );
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    });

    it('asks by default for nothing that needs a permission of its own', () => {
      const members = membersOf(answer);
      const scopes = defaults.flatMap((selection) =>
        typeof selection === 'string' ? (members[selection]?.['x-threads-scopes'] ?? []) : [],
      );
      expect(scopes).toEqual([]);
    });
  },
);
