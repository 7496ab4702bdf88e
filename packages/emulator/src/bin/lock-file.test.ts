import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileInUseError, lockFile } from './lock-file.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
  path = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const source = new URL('lock-file.ts', import.meta.url).href;

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

function leaveLock(pid: number, host: string = hostname()): void {
  writeFileSync(`${path}.lock`, JSON.stringify({ pid, host }));
}

describe('a lock', () => {
  it('is there until the file is given free', () => {
    const unlock = lockFile(path);
    expect(existsSync(`${path}.lock`)).toBe(true);
    unlock();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a process that runs is respected', () => {
    leaveLock(process.ppid);
    expect(() => lockFile(path)).toThrow(FileInUseError);
    expect(readFileSync(`${path}.lock`, 'utf8')).toContain(String(process.ppid));
  });

  it('of a process that is dead is taken over', () => {
    leaveLock(deadProcess());
    lockFile(path)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('with the own process id is one of an earlier life, as in a container that was started again', () => {
    leaveLock(process.pid);
    lockFile(path)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['of another machine', () => leaveLock(deadProcess(), 'elsewhere.example')],
    ['that is empty', () => writeFileSync(`${path}.lock`, '')],
    ['that names no process', () => writeFileSync(`${path}.lock`, '{"pid":-1}')],
  ])('%s is respected, and the message says what to do', (_, leave) => {
    leave();
    expect(() => lockFile(path)).toThrow(`remove ${path}.lock`);
  });

  it(
    'goes to one of many who start at once, also over what a dead process left',
    { timeout: 60_000 },
    async () => {
      for (const left of [false, true]) {
        if (left) leaveLock(deadProcess());
        const script = `
        const { lockFile } = await import(${JSON.stringify(source)});
        process.stdin.once('data', () => {
          try { lockFile(${JSON.stringify(path)}); process.stdout.write('won'); } catch { process.stdout.write('lost'); }
          process.stdin.once('data', () => process.exit());
        });
        process.stderr.write('ready');
      `;
        const rivals = Array.from({ length: 4 }, () => {
          const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
          return { child, ready: new Promise((resolve) => child.stderr.once('data', resolve)) };
        });
        await Promise.all(rivals.map(({ ready }) => ready));
        const answers = rivals.map(
          ({ child }) =>
            new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data)))),
        );
        for (const { child } of rivals) child.stdin.write('go');
        const outcomes = await Promise.all(answers);
        for (const { child } of rivals) child.stdin.write('end');
        await Promise.all(rivals.map(({ child }) => text(child.stdout)));
        expect(outcomes.toSorted()).toEqual(['lost', 'lost', 'lost', 'won']);
        rmSync(`${path}.lock`);
      }
    },
  );
});
