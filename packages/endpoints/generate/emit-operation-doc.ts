import { propertyDoc } from './emit-type.ts';
import { literal, propertyName } from './naming.ts';
import type { OperationModel, PropertyModel } from './model.ts';

/**
 * The doc comment of an operation's function, as Markdown.
 *
 * @param exportedBy The package that exports it. Of one that stays inside of its package, the facts are enough.
 */
export function operationDoc(operation: OperationModel, exportedBy: string | undefined): string {
  const facts = introduction(operation);
  const see = `@see ${operation.page}`;
  if (exportedBy === undefined) return [...facts, see].join('\n');
  return [
    ...facts,
    ...requestTags(operation),
    `@example\n\`\`\`ts\n${example(operation, exportedBy)}\n\`\`\``,
    see,
    `@category ${operation.category}`,
  ].join('\n');
}

function introduction({
  summary,
  description,
  scopes,
  anonymous,
  navigation,
  since,
  quota,
}: OperationModel): readonly string[] {
  const facts: string[] = [];
  if (scopes.length > 0) facts.push(`Permissions: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`);
  else if (anonymous && !navigation) facts.push('Needs no access token of a user.');
  if (quota !== undefined) facts.push(`Quota: ${quota}`);
  if (since !== undefined) facts.push(`In the API since ${since}.`);
  return [
    `${summary.replace(/\.$/, '')}.`,
    '',
    ...(description === undefined ? [] : [description, '']),
    facts.join(' '),
    '',
  ];
}

function requestTags(operation: OperationModel): readonly string[] {
  const { parameters, fields, result } = operation;
  const lines = parameters.map((parameter) => `  - ${parameterDoc(parameter)}`);
  if (fields !== undefined)
    lines.push('  - `fields` - the fields to ask for; the type of the result follows them.');
  return [
    operation.anonymous
      ? '@param client - from `createClient()`.'
      : '@param client - from `createClient({ credentials })`.',
    ...(lines.length === 0 ? [] : ['@param params - what to ask for:', ...lines]),
    '@param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks; `extra` parameters, sent unchecked.',
    `@returns ${returns(operation)}`,
    ...(lines.length === 0
      ? []
      : [
          '@throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.',
        ]),
    ...(operation.anonymous
      ? []
      : [
          '@throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.',
        ]),
    '@throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.',
    result.kind === 'pages'
      ? '@throws {TransportError} if no usable answer comes; with code `PAGINATION_LOOP` if a cursor comes a second time.'
      : '@throws {TransportError} if no usable answer comes.',
    '@throws {AbortError} if `signal` ends the call.',
  ];
}

function parameterDoc(parameter: PropertyModel): string {
  const doc = propertyDoc(parameter).replaceAll(/\s*\n\s*/g, ' ');
  return `\`${parameter.name}\`${parameter.required ? '' : ' (optional)'}${doc === '' ? '' : ` - ${doc}`}`;
}

function returns({ result }: OperationModel): string {
  if (result.kind === 'none') return '';
  const description = result.description
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  if (result.kind === 'value') return `${description === '' ? 'What Meta answers' : description}.`;
  return `${description === '' ? 'The list' : description}: \`await\` it for one page, \`for await\` it for every item, or walk its \`pages()\`.`;
}

function example(operation: OperationModel, packageName: string): string {
  const { method, parameters } = operation;
  const required = parameters.some((parameter) => parameter.required);
  const shown = parameters.filter(
    (parameter) =>
      parameter.required || (parameter.example !== undefined && (method === 'POST' || !required)),
  );
  const params = shown
    .filter((parameter) => parameter.sentByDefault === undefined)
    .map(({ name, example: value }) => `${propertyName(name)}: ${literal(value)}`)
    .join(', ');
  const call = params === '' ? `${operation.id}(client)` : `${operation.id}(client, { ${params} })`;
  const use =
    operation.result.kind === 'pages'
      ? [`for await (const item of ${call}) {`, '  console.log(item);', '}']
      : [`console.log(await ${call});`];
  if (operation.anonymous) {
    return [
      `import { createClient } from '@threads-sdk/core-http';`,
      `import { ${operation.id} } from '${packageName}';`,
      '',
      'const client = createClient();',
      ...use,
    ].join('\n');
  }
  return [
    `import { createClient } from '@threads-sdk/core-http';`,
    `import { credentialsFromJson } from '@threads-sdk/credentials';`,
    `import { ${operation.id} } from '${packageName}';`,
    '',
    `const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });`,
    ...use,
  ].join('\n');
}
