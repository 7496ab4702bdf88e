import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, kill, platform } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { postgresForTests, startPostgres } from '../../packages/credentials/test/start-postgres.ts';
import { runProgram } from './program.ts';

const docs = fileURLToPath(new URL('..', import.meta.url));
const program = 'examples/scheduler/demo.ts';
const postgres = postgresForTests();

/** A temporary folder of its own, in which whatever is left behind is seen. */
const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-demo-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]): ReturnType<typeof runProgram> =>
  runProgram([program, '--seconds', '5', ...args], { cwd: docs, env: { TMPDIR: folder } });

/** What is left of a demo with this output: its folder, and the workers that it names. */
function leftOf(output: string): readonly string[] {
  const workers = [...output.matchAll(/process (\d+)/g)].map(([, number = '']) => Number(number));
  return [...readdirSync(folder), ...workers.filter((worker) => isRunning(worker)).map(String)];
}

function isRunning(process: number): boolean {
  try {
    return kill(process, 0);
  } catch {
    return false;
  }
}

describe('the demo of the scheduler', { timeout: 90_000 }, () => {
  const story = [/live +One/, /live +Two/, /killed +process \d+/, /started +process \d+/, /live +Three/];

  it('posts all from a folder once, though its worker is killed in the middle', async () => {
    const { code, output } = await run();
    expect(output).toContain('9 of 9 that were scheduled: each went out once.');
    expect(output).toContain('11 posts are live');
    const places = story.map((step) => output.search(step));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(output).toMatch(/retried +The harbour/);
    expect(output).not.toMatch(/THAA[\w-]{100}/);
    expect({ code, left: leftOf(output) }).toEqual({ code: 0, left: [] });
  });

  it.skipIf(postgres === undefined)(
    'posts all from a PostgreSQL once, with three workers, and leaves no database behind',
    async () => {
      const server = await startPostgres(postgres ?? '');
      try {
        const { code, output } = await run('--postgres', server.url);
        expect(output).toContain('3 processes');
        expect(output).toContain('9 of 9 that were scheduled: each went out once.');
        expect(output).toMatch(/killed +process \d+/);
        expect({ code, left: leftOf(output) }).toEqual({ code: 0, left: [] });
      } finally {
        await server.stop();
      }
    },
  );

  it.skipIf(platform === 'win32')('leaves nothing behind when it is stopped', async () => {
    // A group of its own, which gets the signal as a whole, as with Ctrl+C.
    const demo: ChildProcess = spawn(execPath, [program], {
      cwd: docs,
      env: { ...process.env, TMPDIR: folder },
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(demo, 'exit');
    let output = '';
    let page = '';
    for await (const line of createInterface({ input: demo.stdout ?? process.stdin })) {
      output += `${line}\n`;
      if (!line.startsWith('Look at it')) continue;
      page = /http:\S+/.exec(line)?.[0] ?? '';
      expect((await fetch(page)).status).toBe(200);
      kill(-(demo.pid ?? 0), 'SIGINT');
    }
    expect({ ended: await ended, left: leftOf(output) }).toEqual({ ended: [130, null], left: [] });
    expect(output).toContain('nothing was counted');
    await expect(fetch(page)).rejects.toThrow('fetch failed');
  });
});
