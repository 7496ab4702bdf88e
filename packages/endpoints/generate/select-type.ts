import type { FieldSelection, SchemaModel, TypeModel } from './model.ts';

/** A type with nothing but the selected fields, and the id, which always comes. */
export function selectType(
  type: TypeModel,
  selection: readonly FieldSelection[],
  schemas: ReadonlyMap<string, SchemaModel>,
): TypeModel {
  const nested = new Map<string, readonly FieldSelection[] | undefined>(
    selection.flatMap((field) => Object.entries(typeof field === 'string' ? { [field]: undefined } : field)),
  );
  switch (type.kind) {
    case 'reference': {
      const schema = schemas.get(type.name);
      if (schema === undefined) throw new Error(`components.schemas: ${type.name} is not described.`);
      return selectType(schema.type, selection, schemas);
    }
    case 'array':
    case 'unwrapped':
      return { ...type, items: selectType(type.items, selection, schemas) };
    case 'object': {
      const unknown = [...nested.keys()].filter((field) =>
        type.properties.every(({ name }) => name !== field),
      );
      if (unknown.length > 0) throw new Error(`There is no field ${unknown.join(', ')} to select.`);
      return {
        kind: 'object',
        properties: type.properties
          .filter(({ name, required }) => required || nested.has(name))
          .map((property) => {
            // Asked for bare, another node comes with its id alone.
            const below = nested.get(property.name) ?? (isNode(property.type, schemas) ? [] : undefined);
            return below ? { ...property, type: selectType(property.type, below, schemas) } : property;
          }),
      };
    }
    default:
      throw new Error(`Nothing can be selected of a ${type.kind}.`);
  }
}

function isNode(type: TypeModel, schemas: ReadonlyMap<string, SchemaModel>): boolean {
  const named = type.kind === 'reference' ? schemas.get(type.name)?.type : undefined;
  return named?.kind === 'object' && named.properties.some(({ name, required }) => name === 'id' && required);
}
