import { banner } from './module.ts';

/** One generated module and what it exports to the users of the package. */
export interface Exports {
  readonly file: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** `index.ts`: every public name, spelled out. */
export function emitIndex(modules: readonly Exports[]): string {
  const lines = modules.flatMap(({ file, values, types }) => {
    const names = [
      ...values.toSorted(),
      ...types.toSorted().map((name) => (values.length === 0 ? name : `type ${name}`)),
    ];
    return [`export ${values.length === 0 ? 'type ' : ''}{ ${names.join(', ')} } from './${file}';`];
  });
  return [banner, ...lines, ''].join('\n');
}
