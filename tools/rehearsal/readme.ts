/** What a page has somebody do: commands to type, and programs to save, in the order of the page. */
export interface Page {
  readonly steps: readonly Step[];
  /** The command that the first program is run with. */
  readonly command: string;
  /** How long it takes to read everything up to the second program, which reads what the first posted, and to type. */
  readonly minutes: number;
}

/** A command to type, or a program to save and run. */
export type Step =
  | { readonly kind: 'command'; readonly line: string }
  | { readonly kind: 'program'; readonly code: string };

const wordsPerMinute = 200;
const keysPerMinute = 200;

/**
 * Reads what a README has a newcomer do. What is for people who cloned the repository (`./run …`) is not for
 * them, and who wants no program (`npx threads-sdk …`) is another one.
 *
 * @throws {Error} for a block that nobody could say what to do with
 */
export function readPage(markdown: string): Page {
  const steps: Step[] = [];
  let minutes = 0;
  let typed = 0;
  const command = /`(node [^`]*\S+\.mts)`/.exec(markdown)?.[1];
  if (!command) throw new Error('The page does not say how its programs are run.');
  for (const { 0: block, 1: language = '', 2: code = '', index } of markdown.matchAll(
    /^```([^\n]*)\n(.*?)^```$/gms,
  )) {
    const previous = steps.at(-1);
    if (language === 'sh') {
      const lines = code
        .split('\n')
        .filter((line) => line !== '' && !/^(?:\.\/run|npx threads-sdk) /.test(line));
      steps.push(...lines.map((line) => ({ kind: 'command' as const, line })));
      typed += lines.join('\n').length;
    } else if (language === 'ts') {
      steps.push({ kind: 'program', code });
      typed += command.length;
    } else if (language === 'ts continued' && previous?.kind === 'program') {
      steps[steps.length - 1] = { kind: 'program', code: `${previous.code}\n${code}` };
    } else throw new Error(`What is to be done with a block of '${language}'?\n${code}`);

    if (steps.filter(({ kind }) => kind === 'program').length > 2 || language === 'sh') continue;
    const words = markdown.slice(0, index + block.length).split(/\s+/).length;
    minutes = words / wordsPerMinute + typed / keysPerMinute;
  }
  return { steps, command, minutes };
}

/** The packages that a program imports, Node's own left out. */
export function importedPackages(code: string): string[] {
  return [...code.matchAll(/\bfrom '([^']+)'/g)]
    .map(([, specifier = '']) => specifier)
    .filter((specifier) => !specifier.startsWith('node:'))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
}
