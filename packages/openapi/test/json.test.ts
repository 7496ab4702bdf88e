import { execFile } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { buildJson, buildJson30 } from '../build-json.ts';

const folder = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

function copyOfThePackage(): string {
  const copy = mkdtempSync(join(tmpdir(), 'openapi-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const file of [
    'build-json.ts',
    'to-openapi-3-0.ts',
    'package.json',
    'threads.openapi.yaml',
    'threads.openapi.json',
    'threads.openapi-3.0.json',
    'threads.limits.d.ts',
  ]) {
    copyFileSync(join(folder, file), join(copy, file));
  }
  symlinkSync(join(folder, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

it('has the YAML and the JSON say the same, in the same order', () => {
  const yaml = readFileSync(join(folder, 'threads.openapi.yaml'), 'utf8');
  expect(readFileSync(join(folder, 'threads.openapi.json'), 'utf8')).toBe(buildJson(yaml));
});

it('passes the check when the JSON is up to date', async () => {
  await expect(
    run(process.execPath, ['build-json.ts', '--check'], { cwd: copyOfThePackage() }),
  ).resolves.toBeDefined();
});

it('fails the check when the JSON is stale, names the command that helps, and that command helps', async () => {
  const copy = copyOfThePackage();
  appendFileSync(join(copy, 'threads.openapi.yaml'), '\nx-threads-added: true\n');
  await expect(run(process.execPath, ['build-json.ts', '--check'], { cwd: copy })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('node packages/openapi/build-json.ts'),
  });
  await run(process.execPath, ['build-json.ts'], { cwd: copy });
  await run(process.execPath, ['build-json.ts', '--check'], { cwd: copy });
  expect(readFileSync(join(copy, 'threads.openapi.json'), 'utf8')).toContain('"x-threads-added": true');
});

it.each(['threads.limits.d.ts', 'threads.openapi-3.0.json'])(
  'fails the check when %s is stale',
  async (file) => {
    const copy = copyOfThePackage();
    appendFileSync(join(copy, file), '\n');
    await expect(run(process.execPath, ['build-json.ts', '--check'], { cwd: copy })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${file} differs`),
    });
  },
);

it('fails the check when the JSON is missing', async () => {
  const copy = copyOfThePackage();
  rmSync(join(copy, 'threads.openapi.json'));
  await expect(run(process.execPath, ['build-json.ts', '--check'], { cwd: copy })).rejects.toMatchObject({
    code: 1,
  });
});

it('keeps every digit of the numbers in its examples', () => {
  const numbers = buildJson(readFileSync(join(folder, 'threads.openapi.yaml'), 'utf8')).match(
    /(?<=: )-?\d+(?=,?\n)/g,
  );
  expect(numbers?.filter((digits) => !Number.isSafeInteger(Number(digits)))).toEqual([]);
});

describe('the form of OpenAPI 3.0', () => {
  const yaml = readFileSync(join(folder, 'threads.openapi.yaml'), 'utf8');
  const newer = parse(yaml);
  const older = JSON.parse(buildJson30(yaml));

  it('has the same operations, parameters, examples and limits', () => {
    expect(older.openapi).toMatch(/^3\.0\./);
    expect(namesIn(older.paths)).toEqual(namesIn(newer.paths));
    expect(Object.keys(older.components.schemas)).toEqual(Object.keys(newer.components.schemas));
    expect(older['x-threads-limits']).toEqual(newer['x-threads-limits']);
  });

  it('writes each word that is new in 3.1 in an older way', () => {
    const { schemas } = older.components;
    expect(schemas.IdOrNumber.anyOf).toEqual([{ type: 'string', pattern: '^[0-9]+$' }, { type: 'integer' }]);
    expect(schemas.Time.anyOf).toEqual([
      { type: 'integer', minimum: 0 },
      { type: 'string', minLength: 1 },
    ]);
    expect(schemas.Thread.properties.media_url).toMatchObject({
      allOf: [{ $ref: '#/components/schemas/Url' }],
      description: expect.any(String),
    });
    const { properties } =
      older.paths['/{user_id}/threads'].post.requestBody.content['application/x-www-form-urlencoded'].schema;
    expect(properties.poll_attachment).toMatchObject({
      type: 'string',
      'x-contentMediaType': 'application/json',
      'x-contentSchema': { $ref: '#/components/schemas/PollInput' },
    });
    const text = JSON.stringify(older);
    for (const word of ['const', 'contentMediaType', 'contentSchema'])
      expect(text).not.toContain(`"${word}"`);
  });

  it('is not made where it would leave something out in silence', () => {
    const yamlOf = (schema: object): string => {
      newer.components.schemas.Added = schema;
      return stringify(newer, { aliasDuplicateObjects: false });
    };
    expect(() => buildJson30(yamlOf({ type: 'array', prefixItems: [] }))).toThrow(
      '#/components/schemas/Added: OpenAPI 3.0 may not have prefixItems',
    );
  });
});

/** The path, method and name of each operation, and the names of its parameters, members and examples. */
function namesIn(paths: object): readonly string[] {
  const names: string[] = [];
  JSON.stringify(paths, (key, value: unknown) => {
    // Where a schema is written in another way its words differ, its members do not.
    if (['properties', 'examples', 'responses', 'content'].includes(key))
      names.push(...Object.keys(Object(value)));
    const { operationId, name } = Object(value);
    for (const one of [operationId, name]) if (typeof one === 'string') names.push(one);
    return value;
  });
  return names;
}
