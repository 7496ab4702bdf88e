import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import description from '@threads-sdk/openapi' with { type: 'json' };
import { parseSync } from 'rolldown/utils';
import { expect, it } from 'vitest';

// What the description says is generated or read, never written again: else the two would part one day.

const packages = fileURLToPath(new URL('../../', import.meta.url));

/** Limits beyond 100, by value. Smaller numbers mean too many other things, and so does 1000. */
const numbers = new Map<number, string>();
/** Limits of any size, for what is clearly one: what a length is compared with, or a text says of "at most". */
const bounds = new Map<number, string>();
/** How long things last, by seconds. */
const durations = new Map<number, string>();
/** Lists of at least three values. */
const lists: { readonly name: string; readonly values: ReadonlySet<string> }[] = [];

for (const [name, { value }] of Object.entries(description['x-threads-limits'])) {
  if (typeof value !== 'number') {
    lists.push({ name, values: new Set(value) });
    continue;
  }
  if (value > 1 && !bounds.has(value)) bounds.set(value, name);
  if (/[a-z]Seconds$/.test(name) && value < 1e9) durations.set(value, name);
  if (isRare(value)) {
    numbers.set(value, name);
    // Code counts in milliseconds.
    if (name.endsWith('Seconds') && value >= 3600) numbers.set(value * 1000, `${name} in milliseconds`);
  }
}
collect(description, 'the description');

function isRare(number: number): boolean {
  return number > 100 && number !== 1000;
}

/** What schemas and quotas say without a name. */
function collect(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const isList = key === 'enum' || key === 'x-threads-known-values';
    if (isList && Array.isArray(member) && member.length > 2) lists.push({ name, values: new Set(member) });
    if (['total', 'duration', 'maxLength', 'maxItems', 'maximum', 'x-threads-limit'].includes(key))
      if (typeof member === 'number' && isRare(member) && !numbers.has(member))
        numbers.set(member, `${key} of ${name}`);
    collect(member, key);
  }
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** Where a source writes again what the description says. */
function findLimitsByHand(source: string, file = 'source.tsx'): readonly string[] {
  const { program, errors } = parseSync(file, source, { lang: file.endsWith('x') ? 'tsx' : 'ts' });
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const found: string[] = [];
  visit(program, []);
  return found;

  function visit(value: unknown, above: readonly Node[]): void {
    if (Array.isArray(value)) for (const item of value) visit(item, above);
    if (!isNode(value)) return;
    const texts = textsOf(value);
    const list = lists.find(({ values }) => texts.filter((text) => values.has(text)).length > 2);
    if (list !== undefined) report(value, `repeats ${list.name}`);
    for (const told of limitsTold(value)) report(value, `tells ${told}`);
    const length = comparedWithLength(value);
    if (length !== undefined && bounds.has(length) && !numbers.has(length))
      report(value, `is ${bounds.get(length)}`);
    const number = numberOf(value);
    if (number === undefined) {
      for (const member of Object.values(value)) visit(member, [value, ...above]);
    } else {
      const limit = numbers.get(number);
      if (
        limit !== undefined &&
        !isOther(number, above, (node) => (isNode(node) ? source.slice(node.start, node.end) : ''))
      )
        report(value, `is ${limit}`);
    }
  }

  function report({ start, end }: Node, what: string): void {
    const before = source.slice(0, start).split('\n');
    const line = source.split('\n')[before.length - 1] ?? '';
    const text = source.slice(start, end).replaceAll(/\s+/g, ' ');
    found.push(`${file}:${before.length}: ${line.trim()} // ${text} ${what}`);
  }
}

/** Whether a number is an HTTP status, a code of Meta's, or turns one unit into another, by where it stands. */
function isOther(number: number, above: readonly Node[], textOf: (node: unknown) => string): boolean {
  const isCode = (node: unknown): boolean => /status|code|GraphError/i.test(textOf(node));
  for (const [index, node] of above.entries()) {
    const { type } = node;
    if (type === 'BinaryExpression' && /^[*/]$/.test(String(node['operator']))) return units.includes(number);
    if (type === 'BinaryExpression') return isCode(node);
    // The key of an object is a code, whatever it is called.
    if (type === 'Property') return isCode(node['key']) || (index === 0 && numberOf(node['key']) === number);
    if (type === 'TSPropertySignature') return isCode(node['key']);
    if (type === 'AssignmentPattern') return isCode(node['left']);
    if (type === 'NewExpression' || type === 'CallExpression') return isCode(node['callee']);
    if (type === 'VariableDeclarator') return false;
  }
  return false;
}

const units = [3600, 86_400, 2 ** 20, 2 ** 30];

/** The members of a list or union of texts. */
function textsOf(node: Node): readonly string[] {
  const members =
    node.type === 'ArrayExpression' ? node['elements'] : node.type === 'TSUnionType' ? node['types'] : [];
  if (!Array.isArray(members)) return [];
  return members.flatMap((member: unknown) => {
    const inner = isNode(member) && isNode(member['literal']) ? member['literal'] : member;
    return isNode(inner) && typeof inner['value'] === 'string' ? [inner['value']] : [];
  });
}

/** The limits that a text tells: how long something lasts, and of what there can be at most or at least so many. */
function limitsTold(node: Node): readonly string[] {
  const text = node.type === 'TemplateElement' ? Object(node['value']).cooked : node['value'];
  if (typeof text !== 'string') return [];
  const numberIn = (digits = ''): number => Number(digits.replaceAll(',', ''));
  const times = [...text.matchAll(/\b(\d[\d,]*) (second|minute|hour|day)s?\b/g)];
  const counts = [...text.matchAll(/\bat (?:most|least) (\d[\d,]*)/g)];
  return [
    ...times.map(([, digits, unit = '']) => durations.get(numberIn(digits) * (secondsOf[unit] ?? 0))),
    ...counts.map(([, digits]) => bounds.get(numberIn(digits))),
  ].filter((name) => name !== undefined);
}

const secondsOf: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** The number that a length is compared with, if a node does that. */
function comparedWithLength(node: Node): number | undefined {
  if (node.type !== 'BinaryExpression' || !/^[<>]=?$/.test(String(node['operator']))) return undefined;
  const sides = [node['left'], node['right']];
  const isLength = (side: unknown): boolean =>
    isNode(side) &&
    side.type === 'MemberExpression' &&
    isNode(side['property']) &&
    ['length', 'size'].includes(String(side['property']['name']));
  return sides.some(isLength) ? sides.map(numberOf).find((number) => number !== undefined) : undefined;
}

/** The value of a number, or of what is calculated from numbers. */
function numberOf(node: unknown): number | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal') return typeof node['value'] === 'number' ? node['value'] : undefined;
  if (node.type === 'ParenthesizedExpression') return numberOf(node['expression']);
  if (node.type !== 'BinaryExpression') return undefined;
  const [left, right] = [numberOf(node['left']), numberOf(node['right'])];
  if (left === undefined || right === undefined) return undefined;
  if (node['operator'] === '*') return left * right;
  if (node['operator'] === '**') return left ** right;
  return node['operator'] === '+' ? left + right : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Numbers that are no limits of the API although they are as large as one: the package, a part of the line, what they are. */
const others: readonly (readonly [name: string, part: string, what: string])[] = [
  ['cli', 'longestPause = 60 * 60 * 1000', 'an hour that the package chose'],
  ['cli', "'in 1 day'", 'how long a token still works'],
  ['cli', 'Commands refresh a token by themselves', 'help: sentences, as those of a page'],
  ['cli', 'Threads counts in windows that move', 'help: sentences, as those of a page'],
  ['cli', 'const day = 24 * 60 * 60 * 1000', 'a day'],
  ['opentelemetry', 'const day = 24 * 60 * 60 * 1000', 'a day'],
  ['check-setup', 'const day = 24 * 60 * 60 * 1000', 'a day'],
  ['check-setup', 'AbortSignal.timeout(10_000)', 'milliseconds for a page'],
  ['inbox', 'const overlap = 24 * 3600 * 1000', 'a day that the package chose'],
  ['inbox', 'const day = 24 * 3600 * 1000', 'a day'],
  ['cli', 'AbortSignal.timeout(10_000)', 'milliseconds for the clock of Threads'],
  ['cli', 'const hour = 60 * 60 * 1000', 'an hour'],
  ['cli', 'read a token of 60 days', 'help: sentences, as those of a page'],
  ['cli', 'When this token ends is not known', 'help: sentences, as those of a page'],
  ['cli', '100 posts in 24 hours can be deleted', 'help: sentences, as those of a page'],
  ['cli', 'after 24 hours', 'help: sentences, as those of a page'],
  ['cli', '2,200 searches in 24 hours are free', 'help: sentences, as those of a page'],
  ['cli', '{ timeout: 10_000 }', 'milliseconds for another process'],
  ['scheduler', 'pageSize = 250', 'how many posts are read of the database at once'],
  ['storage', 'writtenAgainAfter = 86_400_000', 'after which a file is written again'],
  ['storage', '500 * 2 ** attempt', 'milliseconds between attempts'],
  ['storage', 'expiresIn = 3600', 'seconds for which a signed address works'],
  ['auth', '(shown).slice(0, 300)', 'how much of a text is shown'],
  ['auth', '[250, 500, 1000]', 'milliseconds between looks'],
  ['core-http', 'redact(text).slice(0, 500)', 'how much of a text is shown'],
  ['auth', 'storeTimeout = 10_000', 'milliseconds for a store'],
  ['core-http', 'Math.min(10_000, 150 * 2 **', 'milliseconds between attempts'],
  ['core-http', '{ read = 10_000, write', 'milliseconds for a request'],
  ['core-http', 'maxBytes: number = 8 * 1024 * 1024', 'bytes of an answer'],
  ['emulator', 'const timeout = 10_000', 'milliseconds for a request'],
  ['emulator', '* 500)', 'views of a day that are made up'],
  ['emulator', 'const maxBytes = 2 ** 30', 'bytes of an answer'],
  ['emulator', 'maxRecords = 10_000', 'requests that are kept'],
  ['emulator', 'maxParameters = 10_000', 'parameters that are read'],
  ['emulator', '* Math.PI) / 180', 'half a turn'],
  ['emulator', 'const savePause = 500', 'milliseconds until a state is saved'],
  ['emulator', 'segments.length > 2', 'parts of an address'],
  ['emulator', 'segments.length <= 2', 'parts of an address'],
  ['emulator', 'const day = 86_400_000', 'a day'],
  ['emulator', 'hour: 3_600_000', 'an hour'],
  ['emulator', 'const day = 24 * 3600 * 1000', 'a day'],
  ['emulator', "['day', 86_400_000]", 'a day'],
  ['emulator', "['hour', 3_600_000]", 'an hour'],
  ['emulator', 'expires: seconds(world) + 3600', 'an hour that the emulator chose'],
  [
    'emulator',
    'const pollDuration = 24 * 60 * 60 * 1000',
    'a day that the emulator chose: how long polls last is not known',
  ],
  ['emulator', '48_000, 44_100', 'the sample rates of AAC'],
  ['mcp', 'const hour = 3_600_000', 'an hour that the package chose'],
  ['mcp', 'const sessionIdle = 3_600_000', 'an hour that the package chose'],
  ['media', 'defaultTimeout = 10_000', 'milliseconds for a file'],
  ['media', 'maxBoxes = 500', 'boxes of a film'],
  ['media', '48_000, 44_100', 'the sample rates of AAC'],
  ['publish', 'what.length > 60', 'how much of a text is shown'],
  ['publish', 'Math.max(waited / 5, 500)', 'milliseconds between looks'],
  ['media', 'passesThrough ? 500 : 100', 'millions of pixels that are decoded'],
  ['webhooks', 'maxBytes = 8 * 1024 * 1024', 'bytes of a delivery'],
  ['webhooks', '{ maxEvents = 10_000 }', 'events that are kept'],
  ['webhooks', 'timeout = 10_000', 'milliseconds for a body'],
  ['webhooks', 'maxAge = 60 * 60 * 1000', 'an hour that the package chose'],
  ['scheduler', 'deleteAfterSeconds: 3600', 'seconds for which the engine keeps a job that is done'],
  ['scheduler', 'value.length <= 300', 'characters of a name in a table'],
  ['scheduler', 'const maxAge = 3_600_000', 'milliseconds for which a quota is remembered'],
  ['scheduler', 'const maxClients = 10_000', 'clients that are kept'],
  ['scheduler', 'explicitBucketBoundaries', 'seconds of a histogram'],
  ['scheduler', 'Date.UTC(10_000, 0)', 'a year'],
  ['scheduler', 'a COUNT of at most 1,000', 'how often a post repeats'],
  ['scheduler', 'INTERVAL: [10_000]', 'of a rule that repeats'],
  ['scheduler', 'const pollInterval = 250', 'milliseconds between looks'],
];

it('is written by hand nowhere', () => {
  const files = globSync('*/src/**/*.{ts,tsx}', { cwd: packages }).filter(
    (file) => !/\/generated\/|\.test(-d)?\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((file) => findLimitsByHand(readFileSync(packages + file, 'utf8'), file));
  const unused = new Set(others);
  const faults = found.filter((fault) => {
    const known = others.find(([name, part]) => fault.startsWith(`${name}/`) && fault.includes(part));
    if (known !== undefined) unused.delete(known);
    return known === undefined;
  });
  expect(faults.toSorted()).toEqual([]);
  expect([...unused]).toEqual([]);
});

it.each([
  ['const most = 500;', 'const most = 500; // 500 is maxTextLength'],
  ['if (text.length > 10_000) throw tooLong();', 'maxTextAttachmentLength'],
  ['const age = 24 * 60 * 60;', 'Seconds'],
  ['const age = 60 * (24 * 60 * 60) * 1000;', 'longLivedTokenSeconds in milliseconds'],
  ['const most = 8 * 2 ** 20;', 'maxImageBytes'],
  ['const most = 2200;', 'total of keyword_searches'],
  ['if (media.length > 20) throw tooMany();', 'maxCarouselItems'],
  ['const isPoll = 2 <= options.length;', 'minPollOptions'],
  ['throw new TypeError(`${call}: the token is younger than 24 hours.`);', 'tells'],
  ["const message = 'must have at most 10,000 characters';", 'tells maxTextAttachmentLength'],
  ["const styles = ['bold', 'italic', 'underline'];", 'repeats textStyles'],
  ["type Status = 'FINISHED' | 'ERROR' | 'EXPIRED' | 'LOST';", 'repeats containerStatuses'],
  ["type Metric = 'views' | 'likes' | 'quotes' | (string & {});", 'repeats'],
])('would be found: %s', (source, what) => {
  expect(findLimitsByHand(source)).toEqual([expect.stringContaining(what)]);
});

it.each([
  'if (status >= 500) retry();',
  'const answer = { status: 500, code: 190 };',
  'throw new GraphError(500, answer);',
  "const words = { 341: 'RATE_LIMITED' };",
  'const megabytes = bytes / 2 ** 20;',
  "const styles = ['bold', 'italic'];",
  'const isLong = text.length > 60 * scale;',
  'const message = `must have at most ${maxLinks} links`;',
  "const message = 'waits for 30 seconds';",
])('is not in: %s', (source) => {
  expect(findLimitsByHand(source)).toEqual([]);
});
