import { parseSync } from 'rolldown/utils';

/** A fault that can be put into a source: the text from `start` to `end` becomes `text`. */
export interface Mutation {
  readonly line: number;
  /** What is done, for people. */
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // The members of a node differ by its type; whoever reads one knows which it is.
  readonly [member: string]: unknown;
}

/** An operator, and what it becomes: the bound moved, then the other way round. */
const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '??=': ['='],
};

/** Methods that return something like what they are called on. */
const methods = new Set(
  'catch concat filter finally flat reverse slice sort toLowerCase toReversed toSorted toUpperCase trim'.split(
    ' ',
  ),
);

/** Where literals are names or types, and say nothing of what a program does. */
const namesAndTypes =
  /^(?:Import(?:Declaration|Expression)|Export(?:All|Named)Declaration|TS(?!As|Satisfies|NonNull).*)$/;

/** Finds all faults that can be put into a source, from its beginning to its end. */
export function findMutations(file: string, source: string): Mutation[] {
  const { program, errors } = parseSync(file, source, { lang: file.endsWith('x') ? 'tsx' : 'ts' });
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const found: Mutation[] = [];
  visit(program, []);
  return found;

  function visit(value: unknown, above: readonly Node[]): void {
    if (Array.isArray(value)) for (const item of value) visit(item, above);
    if (!isNode(value)) return;
    if (namesAndTypes.test(value.type) && !isNode(value['declaration'])) return;
    mutate(value, above);
    const keyed = value.type === 'Property' && value['computed'] === false;
    for (const [name, member] of Object.entries(value))
      if (!(keyed && name === 'key')) visit(member, [value, ...above]);
  }

  function mutate(node: Node, above: readonly Node[]): void {
    const { type, start, end } = node;
    const add = (what: string, text: string, from = start, to = end): void => {
      const line = source.slice(0, from).split('\n').length;
      found.push({ line, what, start: from, end: to, text });
    };
    const test = node['test'];
    if (isNode(test) && !isNegated(test))
      add('condition negated', `!(${textOf(test)})`, test.start, test.end);
    const { left, right, argument, object, property, callee, operator } = node;
    if (isNode(left) && isNode(right) && typeof operator === 'string') {
      if (type === 'LogicalExpression') {
        add(`right of ${operator} removed`, textOf(left));
        add(`left of ${operator} removed`, textOf(right));
      }
      const at = source.indexOf(operator, left.end);
      for (const other of operators[operator] ?? [])
        add(`${operator} is ${other}`, other, at, at + operator.length);
    }
    if (type === 'UnaryExpression' && operator === '!') add('! removed', textOf(argument));
    if (type === 'AwaitExpression') add('await removed', textOf(argument));
    if (node['optional'] === true && (isNode(object) || isNode(callee))) {
      const at = source.indexOf('?.', isNode(object) ? object.end : isNode(callee) ? callee.end : start);
      add('?. is plain', isNode(property) && node['computed'] === false ? '.' : '', at, at + 2);
    }
    if (type === 'CallExpression' && isNode(callee) && isNode(callee['property'])) {
      const name = textOf(callee['property']);
      if (methods.has(name)) add(`.${name}() removed`, textOf(callee['object']));
    }
    if (type === 'ArrayExpression') removeEach(node['elements'], 'element', add);
    if (type === 'ObjectExpression') removeEach(node['properties'], 'property', add);
    if (type === 'Literal') mutateLiteral(node, add);
    if (isRemovable(node, above)) add('statement removed', ';');
  }

  function mutateLiteral(node: Node, add: (what: string, text: string) => void): void {
    const { value, regex } = node;
    if (typeof value === 'number') add('number changed', String(value + 1));
    if (typeof value === 'boolean') add('boolean changed', String(!value));
    if (typeof value === 'string' && !isProse(node)) add('string changed', value === '' ? `'-'` : `''`);
    if (typeof regex !== 'object' || regex === null || !('pattern' in regex && 'flags' in regex)) return;
    const pattern = String(regex.pattern);
    if (pattern.startsWith('^')) add('^ removed', `/${pattern.slice(1)}/${String(regex.flags)}`);
    if (pattern.endsWith('$')) add('$ removed', `/${pattern.slice(0, -1)}/${String(regex.flags)}`);
  }

  function removeEach(
    items: unknown,
    what: string,
    add: (what: string, text: string, from: number, to: number) => void,
  ): void {
    const nodes = Array.isArray(items) ? items.filter(isNode) : [];
    for (const [index, node] of nodes.entries()) {
      if (isProse(isNode(node['value']) ? node['value'] : node)) continue;
      const { start, end } = node;
      const [before, next] = [nodes[index - 1], nodes[index + 1]];
      const last = end + (/^\s*,/.exec(source.slice(end))?.[0].length ?? 0);
      add(`${what} removed`, '', next || !before ? start : before.end, next ? next.start : last);
    }
  }

  function textOf(node: unknown): string {
    return isNode(node) ? source.slice(node.start, node.end) : '';
  }
}

/** Puts a fault into the source that it was found in. */
export function applyMutation(source: string, { start, end, text }: Mutation): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** Takes some of the items, the same ones for the same seed. */
export function pick<Item>(items: readonly Item[], count: number, seed: number): Item[] {
  let state = seed;
  const random = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .slice(0, count)
    .map(({ item }) => item);
}

/** Whether another fault does the same as negating this. */
function isNegated({ type, operator }: Node): boolean {
  return type === 'BinaryExpression' ? operator === '===' || operator === '!==' : operator === '!';
}

/** A statement that a function can go on without; without its last `return` it would not compile. */
function isRemovable({ type, directive }: Node, [block, owner]: readonly Node[]): boolean {
  if (type === 'ReturnStatement')
    return block?.type !== 'BlockStatement' || !/Function/.test(owner?.type ?? '');
  return (
    (type === 'ExpressionStatement' && typeof directive !== 'string') ||
    /^(?:Throw|Break|Continue)Statement$/.test(type)
  );
}

/** A text with spaces is for people. */
function isProse({ type, value, quasis }: Node): boolean {
  return type === 'TemplateLiteral'
    ? /\s/.test(JSON.stringify(quasis))
    : typeof value === 'string' && /\s/.test(value);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;
}
