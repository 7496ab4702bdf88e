import type { SchemaModel } from './model.ts';
import { kebabCase } from './naming.ts';

/** The first line of every generated file. */
export const banner =
  '// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.';

/** Where a generated module stands: this decides how it reaches the others. */
export interface Place {
  /** The folder under `generated/`: a tag, or `schemas`. */
  readonly folder: string;
  /** All named schemas. */
  readonly schemas: ReadonlyMap<string, SchemaModel>;
}

/** A module in the making: emitters name what they use, and the imports follow. */
export interface Module {
  /** A named schema; one that is not described is refused. */
  schema(name: string): SchemaModel;
  /** `import * as v from 'valibot'`; returns `v`. */
  valibot(type?: 'type'): string;
  /** Imports from a package. */
  use(specifier: string, name: string, type?: 'type'): string;
  /** Imports from the module of a named schema. */
  useSchema(schema: string, name: string, type?: 'type'): string;
  /** Imports what several packages share. */
  useInternal(name: string): string;
  /** Imports from a hand-written file of the package. */
  useOwn(file: string, name: string, type?: 'type'): string;
  text(body: string): string;
}

/** @param own The file itself, relative to its folder: it does not import from itself. */
export function createModule(place: Place, own: string): Module {
  const imports = new Map<string, Map<string, boolean>>();
  let namespace: 'absent' | 'type' | 'value' = 'absent';

  const use = (specifier: string, name: string, type?: 'type'): string => {
    const names = imports.get(specifier) ?? new Map<string, boolean>();
    imports.set(specifier, names);
    names.set(name, (names.get(name) ?? true) && type === 'type');
    return name;
  };

  return {
    schema(name) {
      const schema = place.schemas.get(name);
      if (schema === undefined)
        throw new Error(`components.schemas: ${name} is referred to but not described. Describe it there.`);
      return schema;
    },
    valibot(type) {
      if (type === undefined || namespace === 'absent') namespace = type ?? 'value';
      return 'v';
    },
    use,
    useSchema(schema, name, type) {
      const file = `${kebabCase(schema)}.ts`;
      if (place.folder === 'schemas' && file === own) return name;
      return use(place.folder === 'schemas' ? `./${file}` : `../schemas/${file}`, name, type);
    },
    useInternal: (name) => use('@threads-sdk/internal', name),
    useOwn: (file, name, type) => use(`../../${file}.ts`, name, type),
    text(body) {
      const lines = [...imports]
        .toSorted(([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1))
        .map(([specifier, names]) => importLine(specifier, names));
      if (namespace !== 'absent')
        lines.splice(
          [...imports.keys()].filter((specifier) => rank(specifier) === 0).length,
          0,
          `import ${namespace === 'type' ? 'type ' : ''}* as v from 'valibot';`,
        );
      return [banner, ...lines, '', body].join('\n');
    },
  };
}

function importLine(specifier: string, names: ReadonlyMap<string, boolean>): string {
  const sorted = [...names].toSorted(([left], [right]) => (left < right ? -1 : 1));
  if (sorted.every(([, type]) => type))
    return `import type { ${sorted.map(([name]) => name).join(', ')} } from '${specifier}';`;
  return `import { ${sorted.map(([name, type]) => (type ? `type ${name}` : name)).join(', ')} } from '${specifier}';`;
}

/** Packages come before files. */
function rank(specifier: string): number {
  return specifier.startsWith('.') ? 1 : 0;
}
