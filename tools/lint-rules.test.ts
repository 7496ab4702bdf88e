import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { writeRepository } from './test/repository.ts';
import { root } from './workspace.ts';

/** The rules of this repository that the code of a test breaks, with the line. */
async function lint(code: readonly string[]): Promise<string[]> {
  const folder = writeRepository({ 'a.test.ts': code.join('\n') });
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const args = [oxlint, '--config', join(root, '.oxlintrc.json'), '--format=unix', join(folder, 'a.test.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch(
    (error: { stdout: string }) => error,
  );
  const faults = stdout.matchAll(/a\.test\.ts:(\d+):.*\((\S+)\)\]$/gm);
  return [...faults].map(([, line = '', rule = '']) => `${line} ${rule}`).toSorted();
}

// Put together here, so that this file does not break what it is about.
const silence = '// oxlint-disable-next-line';

it('the linter refuses tests that see nothing, wait for real, or mock our own modules', async () => {
  const faults = await lint([
    `import { describe, expect, it, vi } from 'vitest';`,
    `import { setTimeout as sleep } from 'node:timers/promises';`,
    `vi.doMock('./a');`,
    `${silence} ${'typescript/'}no-explicit-any`,
    `export const a: any = 1;`,
    `it.skipIf(true)('skips', () => expect(a).toBe(1));`,
    `describe.runIf(!1)('no group', () => void it('is there', () => expect(a).toBe(1)));`,
    `it.fails('fails', () => expect(a).toBe(2));`,
    `it('sleeps', async () => {`,
    `  await new Promise((resolve) => setTimeout(resolve, 50));`,
    `  expect(await sleep(50)).toBe(a);`,
    `});`,
  ]);
  expect(faults).toEqual([
    '10 no-real-sleep',
    '2 no-real-sleep',
    '3 no-restricted-vi-methods',
    '4 no-warning-comments',
    '6 no-constant-skip',
    '7 no-constant-skip',
    '8 no-restricted-properties',
  ]);
});

it('the linter allows a test that something decides about, and the next turn', async () => {
  const faults = await lint([
    `import { setImmediate as turn } from 'node:timers/promises';`,
    `import { expect, it } from 'vitest';`,
    `it.skipIf(process.platform === 'win32')('waits', async () => {`,
    `  await new Promise((resolve) => setTimeout(resolve));`,
    `  expect(await turn()).toBe(undefined);`,
    `});`,
  ]);
  expect(faults).toEqual([]);
});
