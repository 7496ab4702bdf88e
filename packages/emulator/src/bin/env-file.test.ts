import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseEnv } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeEnvFile } from './env-file.ts';

const isWindows = process.platform === 'win32';

describe('the .env file of an app', () => {
  let folder = '';
  let file = '';
  const read = (): string => readFileSync(file, 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    file = join(folder, '.env');
    return () => rmSync(folder, { recursive: true });
  });

  it('is made where there is none, and nothing is left beside it', () => {
    writeEnvFile(file, ['A=1', 'B=2']);
    expect(parseEnv(read())).toEqual({ A: '1', B: '2' });
    expect(readdirSync(folder)).toEqual(['.env']);
  });

  it.skipIf(isWindows)('can be read by its owner alone, whoever could read it before', () => {
    writeFileSync(file, 'OWN=1\n', { mode: 0o644 });
    writeEnvFile(file, ['A=1']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['with a line break at its end', 'OWN=mine\n# a note\n'],
    ['without one', 'OWN=mine\n# a note'],
    ['of Windows', 'OWN=mine\r\n# a note\r\n'],
  ])('keeps what was in it: a file %s', (_, before) => {
    writeFileSync(file, before);
    writeEnvFile(file, ['A=1']);
    expect(read().startsWith(before)).toBe(true);
    expect(parseEnv(read())).toEqual({ OWN: 'mine', A: '1' });
  });

  it('keeps bytes that are no UTF-8', () => {
    const before = Buffer.from([...Buffer.from('OWN='), 0xe9, 0xff, 0x0a]);
    writeFileSync(file, before);
    writeEnvFile(file, ['A=ü']);
    const after = readFileSync(file);
    expect(after.subarray(0, before.length)).toEqual(before);
    expect(after.toString()).toContain('A=ü');
  });

  it('replaces what an earlier start wrote, and goes before what stands for the same name elsewhere', () => {
    writeFileSync(file, 'A=of Meta\n');
    writeEnvFile(file, ['A=1', 'GONE=1']);
    writeFileSync(file, `${read()}A=of Meta too\nOWN=mine\n`);
    writeEnvFile(file, ['A=2']);
    expect(parseEnv(read())).toEqual({ A: '2', OWN: 'mine' });
    expect(read().match(/^A=.*$/gm)).toEqual(['A=of Meta', 'A=of Meta too', 'A=2']);
    const once = read();
    writeEnvFile(file, ['A=2']);
    expect(read()).toBe(once);
  });

  it.each([
    ['lost its end', (text: string) => text.replace(/^# <<<.*\n/m, '')],
    ['lost its beginning', (text: string) => text.replace(/^# >>>.*\n/m, '')],
    ['begins twice', (text: string) => text.replace(/^(# >>>.*\n)/m, '$1$1')],
  ])('is left as it is where the block %s', (_, tear) => {
    writeEnvFile(file, ['A=1']);
    writeFileSync(file, `${tear(read())}OWN=mine\n`);
    const before = read();
    expect(() => writeEnvFile(file, ['A=2'])).toThrow(
      /^in .*\.env the lines .* do not stand around one block/,
    );
    expect(read()).toBe(before);
  });

  it('is left as it is where a shell made it UTF-16', () => {
    writeFileSync(file, Buffer.from('\uFEFFOWN=mine\r\n', 'utf16le'));
    expect(() => writeEnvFile(file, ['A=2'])).toThrow(/\.env is no text in UTF-8/);
  });

  it.skipIf(isWindows).each(['that is there', 'that is still to be made'])(
    'may be a link to one %s',
    (kind) => {
      const target = join(folder, 'of-all-projects.env');
      if (kind === 'that is there') writeFileSync(target, 'OWN=mine\n');
      symlinkSync('of-all-projects.env', file);
      writeEnvFile(file, ['A=1']);
      expect(lstatSync(file).isSymbolicLink()).toBe(true);
      expect(readFileSync(target, 'utf8')).toContain('A=1');
    },
  );

  it('says what is wrong with a place for it', () => {
    mkdirSync(file);
    expect(() => writeEnvFile(file, [])).toThrow(`${file} is a folder: name a file`);
    const nowhere = join(folder, 'none', '.env');
    expect(() => writeEnvFile(nowhere, [])).toThrow(
      `${nowhere} cannot be made, since there is no folder ${join(folder, 'none')}: make that first`,
    );
    expect(readdirSync(folder)).toEqual(['.env']);
  });
});
