import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// `./run test:worlds:files` lives through twelve hundred, and as many as wanted.
it(
  'a post with files is live once, with its files, each of which lies in one place, and no secret is told',
  { timeout: 120_000 },
  () => {
    const program = join(import.meta.dirname, 'main.ts');
    const printed = execFileSync(process.execPath, [program, '--count', '50'], { encoding: 'utf8' });
    expect(printed).toMatch(/50 worlds from 1 on in \d+ s: 0 of them with a fault/);
  },
);
