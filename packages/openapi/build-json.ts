/**
 * `node packages/openapi/build-json.ts [--check]`
 *
 * Writes threads.openapi.json from threads.openapi.yaml; with `--check` it only tells whether they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

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

function main(folder: string, check: boolean): void {
  const json = buildJson(readFileSync(`${folder}threads.openapi.yaml`, 'utf8'));
  const file = `${folder}threads.openapi.json`;
  if (!check) {
    writeFileSync(file, json);
    console.log('threads.openapi.json: written.');
  } else if (readIfThere(file) !== json) {
    console.error(
      'threads.openapi.json differs from threads.openapi.yaml. Run `node packages/openapi/build-json.ts` and commit the result.',
    );
    process.exitCode = 1;
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
