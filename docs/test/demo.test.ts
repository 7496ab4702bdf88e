import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';

const docs = fileURLToPath(new URL('..', import.meta.url));

describe('the demo', () => {
  it('logs in, publishes, reads back and ends with exit code 0', async () => {
    const { code, output } = await runProgram(['examples/demo.ts'], { cwd: docs });

    expect(output).toMatch(
      /Published a file\s+\d+, downloaded from http:\/\/127\.0\.0\.1:\d+\/threads\/[\da-f]{64}\.jpg/,
    );
    expect(output).toContain('every step did what it says');
    expect(output).not.toMatch(/THAA[\w-]{100}/);
    expect(code).toBe(0);
  });
});
