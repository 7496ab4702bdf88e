/**
 * `node packages/openapi/build-json.ts [--check]`
 *
 * Writes threads.openapi.json, threads.openapi-3.0.json and threads.limits.d.ts from threads.openapi.yaml; with
 * `--check` it only tells whether they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { toOpenApi30 } from './to-openapi-3-0.ts';

/**
 * The description as JSON: the members in the order of the YAML, aliases written out.
 *
 * @param yaml the text of threads.openapi.yaml
 * @returns the text of threads.openapi.json
 * @throws YAMLParseError where the text is no YAML
 * @example
 * ```ts
 * buildJson("openapi: 3.1.0"); // '{\n  "openapi": "3.1.0"\n}\n'
 * ```
 */
export function buildJson(yaml: string): string {
  return `${JSON.stringify(parse(yaml), undefined, 2)}\n`;
}

/**
 * The description in the form of OpenAPI 3.0, as JSON.
 *
 * @param yaml the text of threads.openapi.yaml
 * @returns the text of threads.openapi-3.0.json
 * @throws YAMLParseError where the text is no YAML, Error where OpenAPI 3.0 has no words for what it says
 */
export function buildJson30(yaml: string): string {
  return `${JSON.stringify(toOpenApi30(parse(yaml)), undefined, 2)}\n`;
}

/**
 * The type of `x-threads-limits`: its names, and the members of its lists.
 *
 * @param yaml the text of threads.openapi.yaml
 * @returns the text of threads.limits.d.ts
 * @throws YAMLParseError where the text is no YAML
 * @example
 * ```ts
 * buildLimitTypes("x-threads-limits: { maxLinks: { value: 5, description: Links. } }");
 * ```
 */
export function buildLimitTypes(yaml: string): string {
  const limits: Readonly<Record<string, { readonly value: unknown; readonly description: string }>> =
    parse(yaml)['x-threads-limits'];
  const members = Object.entries(limits).map(([name, { value, description }]) => {
    const type = Array.isArray(value)
      ? `readonly [${value.map((item) => `'${item}'`).join(', ')}]`
      : typeof value;
    return `  /** ${description} */\n  readonly ${name}: Limit<${type}>;\n`;
  });
  return [
    '// Generated from threads.openapi.yaml by `./run generate`. Do not edit.\n',
    '/** A number, or a list of values, and the page of Meta that says so. */\n',
    'export interface Limit<Value extends number | readonly string[]> {\n',
    '  readonly value: Value;\n  readonly description: string;\n  readonly source: string;\n}\n\n',
    '/** The limits and lists of values of the API, by name. Units are in the names. */\n',
    `export interface Limits {\n${members.join('')}}\n`,
  ].join('');
}

function main(folder: string, check: boolean): void {
  const yaml = readFileSync(`${folder}threads.openapi.yaml`, 'utf8');
  const files = {
    'threads.openapi.json': buildJson(yaml),
    'threads.openapi-3.0.json': buildJson30(yaml),
    'threads.limits.d.ts': buildLimitTypes(yaml),
  };
  for (const [name, text] of Object.entries(files)) {
    if (!check) {
      writeFileSync(`${folder}${name}`, text);
      console.log(`${name}: written.`);
    } else if (readIfThere(`${folder}${name}`) !== text) {
      console.error(
        `${name} differs from threads.openapi.yaml. Run \`node packages/openapi/build-json.ts\` and commit the result.`,
      );
      process.exitCode = 1;
    }
  }
}

// A missing file is one that differs: the message says how to get it.
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// Others import the function: only when started as a program does this file write.
if (import.meta.main) {
  main(fileURLToPath(new URL('./', import.meta.url)), process.argv.includes('--check'));
}
