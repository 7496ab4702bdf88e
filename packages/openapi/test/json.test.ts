import { execFile } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { buildJson } from '../build-json.ts';

const folder = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

function copyOfThePackage(): string {
  const copy = mkdtempSync(join(tmpdir(), 'openapi-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const file of [
    'build-json.ts',
    'package.json',
    'threads.openapi.yaml',
    'threads.openapi.json',
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

it('fails the check when the types of the limits are stale', async () => {
  const copy = copyOfThePackage();
  appendFileSync(join(copy, 'threads.limits.d.ts'), '\n');
  await expect(run(process.execPath, ['build-json.ts', '--check'], { cwd: copy })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('threads.limits.d.ts differs'),
  });
});

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
