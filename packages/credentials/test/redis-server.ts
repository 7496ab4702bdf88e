import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { createInterface } from 'node:readline';

const howToGetRedis =
  'No redis-server was found: set REDIS_SERVER to its path, or install it (Debian, Ubuntu: sudo apt-get install redis-server).';

/** A Redis server of a suite. */
export interface RedisServer {
  /** The path of its unix socket. */
  readonly socket: string;

  /** Ends it, with `SIGKILL` as a crash does, and starts it again. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;

  stop(): Promise<void>;
}

/**
 * The path of a Redis server: `$REDIS_SERVER`, else the one on the PATH. Without one the suite is to be skipped on a
 * person's machine, with a hint; in CI it fails.
 */
export function redisForTests(): string | undefined {
  const path = env['REDIS_SERVER'] ?? 'redis-server';
  if (spawnSync(path, ['--version']).status === 0) return path;
  if (env['CI'] !== undefined) throw new Error(howToGetRedis);
  console.warn(`The tests on Redis are skipped. ${howToGetRedis}`);
  return undefined;
}

/**
 * Starts a Redis server that listens only to a unix socket.
 *
 * @param isLasting whether it keeps each write before it answers, also through a crash; otherwise it keeps nothing
 */
export async function startRedis(path: string, isLasting = false): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-redis-'));
  const socket = join(folder, 'redis.sock');
  const lasting = isLasting ? ['yes', '--appendfsync', 'always'] : ['no'];
  const start = async (): Promise<ChildProcess> => {
    const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder];
    const started = spawn(path, [...args, '--appendonly', ...lasting], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await ready(started);
    return started;
  };
  let server = await start();
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  return {
    socket,
    restart: async (signal) => {
      await end(signal);
      server = await start();
    },
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error('The server has no output.');
  const lines: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    if (/ready to accept connections/i.test(line)) {
      server.stdout.resume();
      return;
    }
    lines.push(line);
  }
  throw new Error(`redis-server ended: ${lines.join('\n')}`);
}
