import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arch, env, platform } from 'node:process';
import { createInterface } from 'node:readline';

const howToGetRestate =
  'No restate-server was found: `./run install --dir tools/runtimes --frozen-lockfile` installs it on Linux and macOS; elsewhere set RESTATE_SERVER to its path.';

/** A Restate server of a suite, on loopback. */
export interface RestateServer {
  /** Where posts are added. */
  readonly ingress: string;
  /** Where programs are registered, and workflows looked at. */
  readonly admin: string;
  stop(): Promise<void>;
}

/**
 * The path of a Restate server: `$RESTATE_SERVER`, else the one of tools/runtimes, so that nobody else downloads it. Without one the suite is to be skipped on
 * a person's machine, with a hint; in CI it fails.
 */
export function restateForTests(): string | undefined {
  const path = env['RESTATE_SERVER'] ?? pathInPackage();
  if (path !== undefined && existsSync(path)) return path;
  if (env['CI'] !== undefined) throw new Error(howToGetRestate);
  console.warn(`The tests on Restate are skipped. ${howToGetRestate}`);
  return undefined;
}

function pathInPackage(): string | undefined {
  const runtimes = createRequire(new URL('../../tools/runtimes/package.json', import.meta.url));
  try {
    const wrapper = createRequire(runtimes.resolve('@restatedev/restate-server/package.json'));
    return wrapper.resolve(`@restatedev/restate-server-${platform}-${arch}/bin/restate-server`);
  } catch {
    return undefined;
  }
}

/** Starts a Restate server that keeps nothing after its end. */
export async function startRestate(path: string): Promise<RestateServer> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-restate-'));
  const places = ['--base-dir', folder, '--bind-ip', '127.0.0.1', '--listen-mode', 'tcp'];
  const server = spawn(path, [...places, '--use-random-ports', 'true', '--no-logo'], {
    env: {
      ...env,
      RESTATE_LOG_FORMAT: 'json',
      RESTATE_DISABLE_TELEMETRY: 'true',
      RESTATE_DEFAULT_NUM_PARTITIONS: '1',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ports = new Map<string, number>();
  for await (const line of createInterface(server.stdout)) {
    const { span } = JSON.parse(line);
    if (span?.['server.port'] !== undefined) ports.set(span.server_name, span['server.port']);
    if (ports.size === 3 && /Processor became Leader/.test(line)) break;
  }
  const [ingress, admin] = ['http-ingress-server', 'admin-api-server'].map((name) => ports.get(name));
  if (ingress === undefined || admin === undefined)
    throw new Error('restate-server ended before it listened.');
  server.stdout.resume();
  return {
    ingress: `http://127.0.0.1:${ingress}`,
    admin: `http://127.0.0.1:${admin}`,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
