import {
  readParameterKinds,
  type OperationDescription,
  type ParameterKind,
} from '../../description/description.ts';
import { parseJson } from '../../graph/parameters.ts';
import type { RequestRecord } from '../../log/request-record.ts';

/** What has a function for each operation. */
const sdk = '@threads-sdk/endpoints';

/** What stands for a secret in what is copied: the names of variables. */
const variables: Readonly<Record<string, string>> = {
  access_token: 'THREADS_ACCESS_TOKEN',
  client_secret: 'THREADS_API_SECRET',
  input_token: 'INPUT_TOKEN',
  code: 'CODE',
};

/** How curl sends a method. With `-X HEAD` it would wait for a body that never comes. */
const curlMethods: Readonly<Record<string, string>> = { GET: '--get', HEAD: '--head --get' };

/** A request as a command of curl; secrets are variables of the shell. */
export function curlOf(record: RequestRecord, origin: string): string {
  const { method, path, parameters } = record;
  const lines = [`curl ${curlMethods[method] ?? `-X ${method}`} ${shellText(origin + path)}`];
  const { access_token: _, ...others } = parameters;
  if (hasToken(record)) lines.push(`-H "Authorization: Bearer $${variables['access_token']}"`);
  for (const [name, value] of Object.entries(others)) {
    const variable = value === '[masked]' ? variables[name] : undefined;
    lines.push(
      variable === undefined
        ? `--data-urlencode ${shellText(`${name}=${value}`)}`
        : `--data-urlencode "${name}=$${variable}"`,
    );
  }
  return lines.join(' \\\n  ');
}

/** Whether a request came with a token, for which a command has the name of a variable. */
export function hasToken({ headers, parameters }: RequestRecord): boolean {
  return parameters['access_token'] !== undefined || headers['authorization'] !== undefined;
}

function shellText(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A request as a call of the SDK; nothing for what is no function of `@threads-sdk/endpoints`. */
export function sdkCallOf(
  { operation: id, path, parameters }: RequestRecord,
  operations: readonly OperationDescription[],
): string | undefined {
  const operation = operations.find((candidate) => candidate.id === id);
  if (operation === undefined || operation.tag === 'oauth') return undefined;
  const kinds = readParameterKinds(operation.id);
  const members: string[] = [];
  const segment = path.replace(/^\/v\d+\.\d+(?=\/)/, '').split('/')[1] ?? '';
  if (operation.placeholder !== undefined && segment !== 'me')
    members.push(`${operation.placeholder}: ${codeText(decodeURIComponent(segment))}`);
  for (const [name, value] of Object.entries(parameters)) {
    const kind = kinds.get(name);
    if (kind !== undefined && name !== 'access_token') members.push(`${name}: ${codeOf(kind, value)}`);
  }
  const lines = members.length === 0 ? '' : `, {\n${members.map((member) => `  ${member},\n`).join('')}}`;
  return `import { ${operation.id} } from '${sdk}';\n\nconst result = await ${operation.id}(client${lines});`;
}

function codeOf(kind: ParameterKind, value: string): string {
  switch (kind) {
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(value) ? value : codeText(value);
    case 'flag':
      return /^(?:true|1)$/i.test(value) ? 'true' : 'false';
    case 'list':
      return `[${splitList(value).map(codeText).join(', ')}]`;
    case 'json': {
      const json = parseJson(value);
      return json === undefined ? codeText(value) : JSON.stringify(json);
    }
    case 'text':
      return codeText(value);
  }
}

// Commas inside braces belong to the field in front of them.
function splitList(text: string): readonly string[] {
  return text.match(/(?:[^,{}]|\{(?:[^{}]|\{[^{}]*\})*\})+/g)?.map((item) => item.trim()) ?? [];
}

function codeText(text: string): string {
  const quoted = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", String.raw`\'`);
  return `'${quoted}'`;
}
