import { parseArgs } from 'node:util';
import type { TextRule } from '../input/rules.ts';
import { type CliEnvironment, refuse } from './cli-environment.ts';

/** The options of a command, by their names. */
export type OptionTable = Readonly<
  Record<
    string,
    { readonly type: 'string' | 'boolean'; readonly multiple?: boolean; readonly short?: string }
  >
>;

/** What the value of an option must be like and how to say that, or what is wrong with it, as it follows `--name `. */
export type Rule = TextRule | ((value: string) => string | undefined);

/** How a command is called. Every option that takes a value has a rule. */
export interface CommandLine {
  readonly options: OptionTable;
  readonly rules: Readonly<Record<string, Rule>>;
  /** Which values of an option that may be repeated are the same. Default: those that are equal. */
  readonly keys?: Readonly<Record<string, (value: string) => string>>;
  /** `none`: a word is a fault. `some`: words may stand between options. `rest`: with the first one another program begins. */
  readonly words: 'none' | 'some' | 'rest';
}

/** What was given: the values of options by their names, and the words. */
export interface Given {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
}

/** Reads the arguments of a command that has a help of its own; gives the exit code where there is nothing more to do. */
export function readCommand(
  argv: readonly string[],
  line: CommandLine,
  usage: string,
  environment: CliEnvironment,
): Given | number {
  const given = readOptions(argv, line);
  if ('faults' in given) return refuse(given.faults, environment);
  if (!given.options.has('help')) return given;
  environment.print(usage);
  return 0;
}

/** Reads the arguments of a command; faults are sentences, all of them at once. Node's strict mode would stop at the first. */
export function readOptions(
  argv: readonly string[],
  line: CommandLine,
): Given | { readonly faults: readonly string[] } {
  const options = new Map<string, readonly string[]>();
  const faults: string[] = [];
  let words: readonly string[] = [];
  // What follows a faulty option was most likely meant as its value.
  let afterFault = false;
  const { tokens } = parseArgs({ args: [...argv], options: line.options, strict: false, tokens: true });
  for (const token of tokens) {
    if (line.words === 'rest' && token.kind !== 'option' && !afterFault) {
      words = argv.slice(token.kind === 'positional' ? token.index : token.index + 1);
      break;
    }
    const fault: string | undefined =
      afterFault && token.kind === 'positional' ? undefined : misplacement(token, line);
    afterFault = token.kind === 'option' && fault !== undefined;
    if (fault !== undefined) faults.push(fault);
    else if (token.kind === 'positional') words = [...words, token.value];
    else if (token.kind === 'option')
      options.set(token.name, [...(options.get(token.name) ?? []), token.value ?? '']);
  }
  faults.push(...[...options].flatMap(([name, values]) => faultsOf(name, values, line)));
  return faults.length > 0 ? { faults } : { options, words };
}

interface Token {
  readonly kind: 'option' | 'positional' | 'option-terminator';
  readonly name?: string;
  readonly rawName?: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function misplacement(
  { kind, name = '', rawName = '', value, inlineValue }: Token,
  { options, rules, words }: CommandLine,
): string | undefined {
  if (kind === 'positional') return words === 'none' ? `"${value}" belongs to no option` : undefined;
  if (kind === 'option-terminator') return undefined;
  if (!Object.hasOwn(options, name)) return `there is no option ${rawName}`;
  if (rules[name] === undefined) {
    return value === undefined ? undefined : `${rawName} takes no value`;
  }
  const looksLikeOption = value?.startsWith('-') === true && inlineValue === false;
  return value === undefined || value === '' || looksLikeOption ? `${rawName} needs a value` : undefined;
}

function faultsOf(
  name: string,
  values: readonly string[],
  { options, rules, keys = {} }: CommandLine,
): readonly string[] {
  const rule = rules[name];
  if (rule === undefined) return []; // a switch
  const wrong = values.flatMap((value) => {
    const fault = typeof rule === 'function' ? rule(value) : judge(rule, value);
    return fault === undefined ? [] : [`--${name} ${fault}`];
  });
  const keyed = values.map(keys[name] ?? ((value) => value));
  const repeated =
    options[name]?.multiple === true
      ? values.filter((_, index) => keyed.indexOf(keyed[index] ?? '') !== index).map((value) => ` ${value}`)
      : values.slice(1).map(() => '');
  return [...wrong, ...repeated.map((value) => `--${name}${value} is given more than once`)];
}

function judge(
  [must, holds]: readonly [must: string, holds: (value: string) => boolean],
  value: string,
): string | undefined {
  return holds(value) ? undefined : `must be ${must}, not "${value}"`;
}
