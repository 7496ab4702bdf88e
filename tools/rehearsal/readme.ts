/** What a page has somebody do: commands to type, and programs to save, in the order of the page. */
export interface Page {
  readonly steps: readonly Step[];
  /** The command that the first program is run with. */
  readonly command: string;
}

/** A command to type, or a program to save and run. */
export type Step =
  | { readonly kind: 'command'; readonly line: string }
  | { readonly kind: 'program'; readonly code: string };

/**
 * Reads what a README has a newcomer do. What is for people who cloned the repository (`./run …`) is not for
 * them, and who wants no program (`npx threads-sdk …`) is another one.
 *
 * @throws {Error} for a block that nobody could say what to do with
 */
export function readPage(markdown: string): Page {
  const steps: Step[] = [];
  const command = /`(node [^`]*\S+\.mts)`/.exec(markdown)?.[1];
  if (!command) throw new Error('The page does not say how its programs are run.');
  for (const [, language = '', code = ''] of markdown.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)) {
    const previous = steps.at(-1);
    if (language === 'sh') {
      steps.push(...linesToType(code).map((line) => ({ kind: 'command' as const, line })));
    } else if (language === 'ts') {
      steps.push({ kind: 'program', code });
    } else if (language === 'ts continued' && previous?.kind === 'program') {
      steps[steps.length - 1] = { kind: 'program', code: `${previous.code}\n${code}` };
    } else throw new Error(`What is to be done with a block of '${language}'?\n${code}`);
  }
  return { steps, command };
}

/** The commands of a block that a newcomer types, without what is said of them. */
function linesToType(code: string): string[] {
  return code
    .split('\n')
    .map((line) => line.replace(/\s+# .*$/, ''))
    .filter((line) => line !== '' && !/^(?:\.\/run|npx threads-sdk) /.test(line));
}

const wordsPerMinute = 200;
const keysPerMinute = 200;

/**
 * How many minutes it takes to read a page up to the end of a block, and to type the commands until there, those in a sentence
 * too. Programs are copied.
 *
 * @param last something that stands in the last block
 */
export function minutesUntil(markdown: string, last: string): number {
  const at = markdown.indexOf(last);
  const end = markdown.indexOf('\n```', at);
  if (at === -1 || end === -1) throw new Error(`The page has no block with '${last}'.`);
  const read = markdown.slice(0, end);
  const blocks = [...`${read}\n\`\`\``.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, code = '']) =>
    linesToType(code),
  );
  const inSentences = [...read.matchAll(/(?<!`)`((?:node|npm|npx) [^`\n]+)`/g)].map(
    ([, command = '']) => command,
  );
  const keys = [...blocks, ...inSentences].join('\n').length;
  return read.split(/\s+/).length / wordsPerMinute + keys / keysPerMinute;
}
