import type { Context } from '../context.ts';
import { jsonText } from './json-text.ts';

/** Prints the result of a command on standard output: as JSON with `--json`, else for people. */
export function print(
  { output }: Context,
  { json = false }: { readonly json?: boolean },
  data: unknown,
  forPeople: () => string,
): void {
  output.write(json ? `${jsonText(data, 2)}\n` : forPeople());
}
