import type { ApiOperation, ApiParameter } from './operations.ts';
import { kindOf } from './parameter-value.ts';

/** What `threads api --help` says below the list. */
export const overviewHelp = `
The answer is printed as JSON, with Meta's names. Of a list it is one page, with "paging" if another follows; --all reads them all.
Everything is checked first, and all faults are named at once: then nothing is sent (exit code 2).
The operations of the login (oauth) are left out: they take or give secrets. See \`threads login\`, \`refresh\`, \`whoami\` and
\`doctor\`. To publish, \`threads post\` is the safer way: it never posts twice.

Values: a list is separated by commas, given several times, or written as JSON; an object is written as JSON; fields of a part stand in
braces.

Examples:
  threads api listThreads --limit 5 --fields id,text,children{media_url}
  threads api listThreads --help
  threads api getUserInsights --metric views,likes --since 2026-11-01
  threads api createContainer --media_type TEXT --text 'Tea?' --poll_attachment '{"option_a":"Yes","option_b":"No"}'`;

/** What the help of an operation says below its parameters. */
export function operationHelp(operation: ApiOperation): string {
  const { description, permissions, isAnonymous, quota, page } = operation;
  const needs = isAnonymous ? 'No login is needed.' : `Needs ${permissions.join(', ')}.`;
  return [
    '',
    description,
    '',
    quota ? `${needs} Quota: ${quota}.` : needs,
    ...repeating(operation),
    `Meta's page: ${page}`,
  ].join('\n');
}

/** What it means to type the command again. */
function repeating({ method, repeat, neverWhen }: ApiOperation): readonly string[] {
  if (method === 'GET') return [];
  const lines = {
    safe: 'Typed again it does no harm: what is made is seen by nobody before it is published.',
    idempotent: 'Typed again it changes nothing more.',
    never:
      'Typed again it acts again. After an unclear answer (exit code 5) look first whether it has taken effect.',
  } as const;
  const exception = `With --${neverWhen} it acts again each time: after an unclear answer (exit code 5) look first.`;
  return [lines[repeat], ...(neverWhen === undefined ? [] : [exception])];
}

/** What the help says of a parameter. */
export function parameterHelp(parameter: ApiParameter): string {
  const { description, isRequired, usual, schema } = parameter;
  const {
    'x-threads-comma-separated': list,
    'x-threads-limit': unchecked,
    'x-threads-since': since,
  } = schema;
  const { enum: values, minimum, maximum, maxLength } = list?.items ?? schema;
  const notes = [
    ...(isRequired ? ['required'] : []),
    ...(values === undefined ? [] : [`one of ${values.join(', ')}`]),
    ...(minimum === undefined || kindOf(parameter) === 'time' ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`up to ${maximum}`]),
    ...(maxLength === undefined ? [] : [`up to ${maxLength} characters`]),
    ...(unchecked === undefined ? [] : [`Meta's limit, not checked here: ${unchecked}`]),
    ...(usual === undefined ? [] : [`default: ${usual}`]),
    ...(since === undefined ? [] : [`since ${since}`]),
  ];
  const said = description.trim().replace(/\s*\n\s*/g, ' ');
  return notes.length === 0 ? said : `${said} (${notes.join('; ')})`;
}
