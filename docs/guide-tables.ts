import { readFileSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../', import.meta.url);

/** What a file of the repository says. */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** A row of a table: its cells, and what stands above the first one. */
export interface Row {
  /** The heading of the part of the page that the table is in. */
  readonly section: string;
  readonly heading: string;
  readonly cells: readonly string[];
}

/** The rows of every table of a page. */
export function rowsOf(page: string): Row[] {
  const rows: Row[] = [];
  let section = '';
  let heading: string | undefined;
  for (const line of read(page).split('\n')) {
    section = /^#+ (.+)$/.exec(line)?.[1] ?? section;
    const cells = line.startsWith('|')
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : [];
    const [first] = cells;
    if (first === undefined) heading = undefined;
    else if (heading === undefined) heading = first;
    else if (!/^:?-+:?$/.test(first)) rows.push({ section, heading, cells });
  }
  return rows;
}

/** The anchor that GitHub makes of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** What stands in backticks. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** A source file of the repository, parsed. */
export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
}

/** The texts that the declaration of a type names, such as the members of a union. */
export function literalsOf(file: string, type: string): string[] {
  const source = parse(file);
  const alias = source.statements.find((node) => ts.isTypeAliasDeclaration(node) && node.name.text === type);
  const found: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) found.push(node.literal.text);
    ts.forEachChild(node, collect);
  };
  if (alias) collect(alias);
  return [...new Set(found)];
}
