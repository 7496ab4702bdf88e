import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serveRegistry } from './package-registry.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The instructions of the Dockerfile, each with what follows it; `HEALTHCHECK` without its options. */
const instructions = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .flatMap((line) => {
    const [, name, rest] = /^([A-Z]+) (?:--\S+ )*(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, rest ?? ''] as const];
  });

const allOf = (name: string): readonly string[] =>
  instructions.flatMap(([found, rest]) => (found === name ? [rest] : []));
const wordsOf = (json = '[]'): readonly string[] => JSON.parse(json);

// An image is of Linux, whose shell runs its commands; there is no engine for containers in these tests.
describe.skipIf(process.platform === 'win32')('the Dockerfile', { timeout: 120_000 }, () => {
  it('installs the package as it is published, and runs it as it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    const registry = await serveRegistry(root, folder);
    try {
      const kept = Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name));
      const env = {
        ...Object.fromEntries(kept),
        ...Object.fromEntries(allOf('ARG').map((text) => text.split('=', 2))),
        npm_config_registry: `${registry.url}/`,
        npm_config_prefix: folder,
        npm_config_cache: join(folder, 'cache'),
        npm_config_userconfig: join(folder, 'npmrc'),
        PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
        HOME: folder,
      };
      for (const command of allOf('RUN')) {
        const child = spawn('/bin/sh', ['-c', command], {
          cwd: folder,
          env,
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        let errors = '';
        child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
        const [code] = await once(child, 'exit');
        expect({ code, errors }).toMatchObject({ code: 0 });
      }

      const [health] = allOf('HEALTHCHECK');
      const [, check = ''] = /^CMD (.*)$/.exec(health ?? '') ?? [];
      const port = allOf('EXPOSE')[0] ?? '';
      const isHealthy = (actualPort: string): boolean => {
        const [command = '', ...args] = wordsOf(check).map((word) => word.replaceAll(port, actualPort));
        return spawnSync(command, args, { env }).status === 0;
      };

      // On a port of its own, since that of the image may be in use here.
      const [command = '', ...args] = wordsOf(allOf('ENTRYPOINT')[0]);
      const program = spawn(command, [...args, '--user', 'alice', '--port', '0'], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        let url = '';
        for await (const line of createInterface(program.stdout)) {
          url ||= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
          if (line.includes('Ctrl+C')) break;
        }
        // As through a port that is published.
        const answer = await fetch(url.replace('127.0.0.1', 'localhost'));
        expect(await answer.text()).toContain('alice');
        expect(isHealthy(new URL(url).port)).toBe(true);
        expect(isHealthy('1')).toBe(false);
      } finally {
        const ended = once(program, 'exit');
        program.kill('SIGTERM');
        expect(await ended).toEqual([0, null]);
      }
    } finally {
      await registry.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('runs on a Node that the package supports, as nobody special, at the port that the program has by itself', () => {
    expect(allOf('FROM')).toEqual([expect.stringMatching(/^node:\d+-slim$/)]);
    expect(allOf('USER')).toEqual(['node']);
    expect(instructions.findIndex(([name]) => name === 'USER')).toBeGreaterThan(
      instructions.findLastIndex(([name]) => name === 'RUN'),
    );
    expect(readFileSync(join(root, 'src/bin/read-arguments.ts'), 'utf8')).toContain(
      `0 : ${allOf('EXPOSE')[0]}`,
    );
  });
});
