import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine } from './threads.ts';

const long = 'A long text that no narrow terminal shows whole, since it goes on and on 🦊 and on';
const { url } = await serveEmulator({
  users: [{ username: 'mika', posts: [{ text: 'short' }, { text: long }] }],
});
const machine = createMachine({ THREADS_EMULATOR: url });

describe('threads list', () => {
  it('prints a table in a pipe: whole and without colours', async () => {
    const { code, stdout, stderr } = await machine.run(['list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(long);
    expect(stdout).not.toContain('\u001B');
  });

  it('fits a narrow terminal, in colours unless NO_COLOR is set', async () => {
    const { screen } = await machine.type(['list'], { columns: 60 });
    expect(screen).toContain('\u001B[1m');
    const lines = stripVTControlCharacters(screen).split('\r\n');
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(lines.some((line) => line.endsWith('…'))).toBe(true);
    const { screen: plain } = await machine.type(['list'], { columns: 60, env: { NO_COLOR: '1' } });
    expect(plain).not.toContain('\u001B[1m');
  });

  it('prints JSON', async () => {
    const { stdout } = await machine.run(['list', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ data: [{ text: long }, { text: 'short' }] });
  });
});
