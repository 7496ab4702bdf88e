import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
// oxlint-disable-next-line tests/no-real-sleep -- a process is killed at moments that it does not know of
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { removeDrafts, writeAtomically } from './write-atomically.ts';

const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = new URL('write-atomically.ts', import.meta.url).href;
// Long enough that a write takes time.
const writer = (path: string): string => `
  const { writeAtomically } = await import(${JSON.stringify(source)});
  console.log('writing');
  for (let round = 0; ; round++) writeAtomically(${JSON.stringify(path)}, String(round % 10).repeat(1_000_000));
`;

describe('writing a file as a whole', () => {
  it.skipIf(process.platform === 'win32')('lets nobody else read it', () => {
    const path = join(folder, 'private');
    writeFileSync(path, 'old', { mode: 0o644 });
    writeAtomically(path, 'new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing beside a place that cannot be written', () => {
    const place = join(folder, 'place');
    mkdirSync(join(place, 'taken'), { recursive: true });
    expect(() => writeAtomically(join(place, 'taken'), 'new')).toThrow(/EISDIR|EPERM/);
    expect(readdirSync(place)).toEqual(['taken']);
  });

  it('touches no file beside it that is not its own', () => {
    const place = join(folder, 'shared');
    mkdirSync(place);
    const theirs = ['mine.tmp', 'mine.threads-emulator-notes', 'other.threads-emulator-0123456789ab'];
    for (const name of [...theirs, 'mine.threads-emulator-0123456789ab'])
      writeFileSync(join(place, name), '');
    writeAtomically(join(place, 'mine'), 'new');
    removeDrafts(join(place, 'mine'));
    expect(readdirSync(place).toSorted()).toEqual(['mine', ...theirs].toSorted());
  });

  it('leaves a whole file behind, whenever it is killed', async () => {
    const path = join(folder, 'killed');
    writeAtomically(path, '0'.repeat(1_000_000));
    const lengths = new Set<number>();
    for (let round = 0; round < 5; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer(path)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      await once(child.stdout, 'data');
      // Somewhere within a write, each time at another place.
      await setTimeout(40 + round * 7);
      child.kill('SIGKILL');
      await exited;
      const text = readFileSync(path, 'utf8');
      lengths.add(text.length);
      expect(new Set(text).size).toBe(1);
    }
    expect([...lengths]).toEqual([1_000_000]);
  });
});
