import type { Fault } from './messages.ts';

/** What a program can import here: the names of each module, and what is behind them. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

// At the head of a program: white space, comments, and imports.
const gap = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const importStatement =
  /import\s+(?:\{([^}]*)\}|\*\s+as\s+([\w$]+))\s+from\s*(?:'([^']*)'|"([^"]*)")[ \t]*;?/y;

/**
 * Puts `const { a } = modules['name']` in the place of the imports at the head of a program, since a page from the disk
 * loads no modules. Every line stays where it is.
 *
 * @returns the program, or why an import cannot be had
 */
export function resolveImports(program: string, modules: Modules): string | Fault {
  let at = 0;
  let resolved = '';
  for (;;) {
    gap.lastIndex = at;
    const [between = ''] = gap.exec(program) ?? [];
    resolved += between;
    at += between.length;
    importStatement.lastIndex = at;
    const found = importStatement.exec(program);
    if (found === null) return resolved + program.slice(at);
    const [statement, list, whole, single, double] = found;
    const name = single ?? double ?? '';
    const names = (list ?? '').split(',').flatMap((part) => {
      const [imported = '', local = imported] = part.trim().split(/\s+as\s+/);
      return imported === '' ? [] : [{ imported, local }];
    });
    const text = faultOf(name, names, modules);
    if (text !== undefined) return { text, line: program.slice(0, at).split('\n').length };
    const target = whole ?? `{ ${names.map(({ imported, local }) => `${imported}: ${local}`).join(', ')} }`;
    const newLines = '\n'.repeat(statement.split('\n').length - 1);
    resolved += `const ${target} = modules[${JSON.stringify(name)}];${newLines}`;
    at += statement.length;
  }
}

function faultOf(
  name: string,
  names: readonly { readonly imported: string }[],
  modules: Modules,
): string | undefined {
  const module = Object.hasOwn(modules, name) ? modules[name] : undefined;
  if (module === undefined)
    return `There is no '${name}' in this page. It has ${Object.keys(modules)
      .map((one) => `'${one}'`)
      .join(' and ')}.`;
  const missing = names.map(({ imported }) => imported).filter((one) => !Object.hasOwn(module, one));
  return missing.length === 0 ? undefined : `'${name}' exports no ${missing.join(', ')}.`;
}
