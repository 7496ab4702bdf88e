import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { subjects } from './subjects.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const page = new URL('../../../docs/guides/emulator-fidelity.md', import.meta.url);

it('finds the committed page as it would write it', () => {
  const { status, stdout, stderr } = spawnSync(execPath, [main, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('up to date');
});

it('puts every behaviour on the page', () => {
  const text = readFileSync(page, 'utf8').replaceAll(/\s+/g, ' ');
  const missing = subjects
    .flatMap(({ behaviours }) => behaviours)
    .filter(({ behaviour }) => !text.includes(behaviour.replaceAll('|', String.raw`\|`)));
  expect(missing).toEqual([]);
});
