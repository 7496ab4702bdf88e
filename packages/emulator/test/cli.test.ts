import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { program, startProgram } from './program.ts';

describe('the built threads-emulator', () => {
  it('is there', () => {
    expect(existsSync(program), 'Build first: pnpm --filter @threads-sdk/emulator build').toBe(true);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'starts as a process of its own and ends cleanly on %s',
    async (signal) => {
      await using running = await startProgram();
      expect((await fetch(running.url)).status).toBe(200);
      expect(await running.end(signal)).toEqual([0, null]);
    },
  );

  it('goes on where nobody reads what it prints any more', async () => {
    await using running = await startProgram(['--log']);
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    for (let call = 0; call < 5; call += 1) expect((await fetch(`${running.url}/v1.0/me`)).status).toBe(500);
    expect(await running.end('SIGTERM')).toEqual([0, null]);
  });

  // Windows looks for its opener in its own folder first, where a test has no business.
  it.skipIf(process.platform === 'win32')(
    'opens the timeline in the browser, without a shell between',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'threads-emulator-'));
      const opened = join(folder, 'opened');
      const opener = join(folder, process.platform === 'darwin' ? 'open' : 'xdg-open');
      await writeFile(
        opener,
        `#!/bin/sh\nprintf '%s' "$*" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`,
        {
          mode: 0o755,
        },
      );
      await using running = await startProgram(['--open'], {
        PATH: `${folder}${delimiter}${process.env['PATH']}`,
      });
      await expect.poll(() => existsSync(opened)).toBe(true);
      expect(await readFile(opened, 'utf8')).toBe(running.url);
      await rm(folder, { recursive: true });
    },
  );

  it.skipIf(process.platform === 'win32')('goes on where there is no browser to open', async () => {
    await using running = await startProgram(['--open'], { PATH: '' });
    await expect.poll(() => running.errors()).toContain(`open ${running.url} yourself`);
    expect((await fetch(running.url)).status).toBe(200);
    expect(await running.end('SIGTERM')).toEqual([0, null]);
  });
});
