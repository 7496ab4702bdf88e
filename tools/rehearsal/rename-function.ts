import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A function of `publish` and what it is called from now on. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** The file, below the folder of sources, and the file of the new name beside it. */
  readonly files: readonly [from: string, to: string];
}

/** Gives a function another name and keeps the old one, as CONTRIBUTING.md says under "Deprecate a name". */
export function renameFunction(sources: string, { from, to, files: [old, renamed] }: Rename): void {
  const source = readFileSync(join(sources, old), 'utf8');
  writeFileSync(join(sources, renamed), source.replaceAll(from, to));
  const here = `./${renamed.split('/').at(-1)}`;
  writeFileSync(
    join(sources, old),
    `import { ${to} } from '${here}';

export * from '${here}';

/**
 * The old name of {@link ${to}}.
 *
 * @deprecated Use {@link ${to}}. This name goes with the next major version.
 */
export const ${from}: typeof ${to} = ${to};
`,
  );
  const index = join(sources, 'index.ts');
  writeFileSync(index, `${readFileSync(index, 'utf8')}export { ${to} } from './${renamed}';\n`);
}
