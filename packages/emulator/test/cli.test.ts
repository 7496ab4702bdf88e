import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../dist/bin/threads-emulator.js', import.meta.url));

describe('the built threads-emulator', () => {
  it('is there', () => {
    expect(existsSync(program), 'Build first: pnpm --filter @threads-sdk/emulator build').toBe(true);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'starts as a process of its own and ends cleanly on %s',
    async (signal) => {
      const child = spawn(execPath, [program, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      try {
        let url: string | undefined;
        for await (const line of createInterface(child.stdout)) {
          url ??= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
          if (line.includes('Ctrl+C')) break;
        }
        expect((await fetch(url ?? '')).status).toBe(200);
        child.kill(signal);
        expect(await exited).toEqual([0, null]);
      } finally {
        child.kill('SIGKILL');
      }
    },
  );
});
