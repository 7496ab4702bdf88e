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

function leaveLock(pid: number, host: string = hostname(), start?: string): void {
  writeFileSync(`${path}.lock`, JSON.stringify({ pid, host, ...(start !== undefined && { start }) }));
}

const tellsOfProcesses = existsSync('/proc/self/stat');

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

  it('that is respected names the process', () => {
    leaveLock(process.ppid);
    expect(() => lockFile(path)).toThrow(`in use by another emulator, process ${process.ppid}. If`);
  });

  it.skipIf(!tellsOfProcesses)('of a process whose id is that of another one by now is taken over', () => {
    leaveLock(process.ppid, hostname(), '1');
    lockFile(path)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(!tellsOfProcesses)('of a process that runs since then is respected', async () => {
    const script = `const { lockFile } = await import(${JSON.stringify(source)}); lockFile(${JSON.stringify(path)}); process.stdout.write('has it'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(() => lockFile(path)).toThrow(FileInUseError);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    lockFile(path)();
  });

  it.skipIf(!tellsOfProcesses)('of a process that was killed and is still listed is taken over', async () => {
    // The parent of the one that ended never asks for it.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
    leaveLock(pid);
    lockFile(path)();
    parent.kill('SIGKILL');
    expect(readdirSync(folder)).toEqual([]);
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

  it('goes to one of many who start at once, also over what a dead process left', async () => {
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
  });
});
