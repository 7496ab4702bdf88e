import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env, getuid } from 'node:process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const howToGetPostgres =
  'No PostgreSQL was found: set POSTGRES_SERVER to the path of its program `postgres`, or install it (Debian, Ubuntu: sudo apt-get install postgresql).';

/** A PostgreSQL server of a suite. */
export interface PostgresServer {
  /** The address of its database `postgres`, through a unix socket that only this user and root can open. */
  readonly url: string;

  /** Ends it and starts it again: `fast` closes all connections in order, `immediate` is a crash that it recovers from. */
  restart(how: 'fast' | 'immediate'): Promise<void>;

  stop(): Promise<void>;
}

/** The program that makes a cluster, which is beside the server. */
function initdbOf(path: string): string {
  return join(dirname(path), 'initdb');
}

/**
 * The path of a PostgreSQL server: `$POSTGRES_SERVER`, else the one on the PATH, else Debian's newest. Without one the suite
 * is to be skipped on a person's machine, with a hint; in CI it fails.
 */
export function postgresForTests(): string | undefined {
  const debians = globSync('/usr/lib/postgresql/*/bin/postgres');
  const newestFirst = debians.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  const own = env['POSTGRES_SERVER'];
  const path = (own === undefined ? ['postgres', ...newestFirst] : [own]).find((candidate) =>
    [candidate, initdbOf(candidate)].every((program) => spawnSync(program, ['--version']).status === 0),
  );
  if (path !== undefined) return path;
  if (env['CI'] !== undefined) throw new Error(howToGetPostgres);
  console.warn(`The tests on PostgreSQL are skipped. ${howToGetPostgres}`);
  return undefined;
}

/**
 * Starts a PostgreSQL server with an empty database, which listens only to a unix socket. What it has answered outlives its own
 * crash, not that of the machine.
 */
export async function startPostgres(path: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-postgres-'));
  const user = otherThanRoot();
  if (user) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { ...env, LC_ALL: 'C' } } as const;
  const data = join(folder, 'data');
  const rights = ['--username', 'postgres', '--auth', 'trust'];
  const making = spawn(
    initdbOf(path),
    ['--pgdata', data, ...rights, '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const [said, [status]] = await Promise.all([text(making.stderr), once(making, 'close')]);
  if (status !== 0) throw new Error(`initdb ended with ${String(status)}: ${said}`);

  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'];
  const start = async (): Promise<ChildProcess> => {
    const args = settings.flatMap((setting) => ['-c', setting]);
    const started = spawn(path, ['-D', data, ...args], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    await ready(started);
    return started;
  };
  let server = await start();
  const end = async (how: 'fast' | 'immediate'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await ended;
  };
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    restart: async (how) => {
      await end(how);
      server = await start();
    },
    stop: async () => {
      await end('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then as the user that its package has made, or as nobody. */
function otherThanRoot(): { readonly uid: number; readonly gid: number } | undefined {
  if (getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('The server has no output.');
  const lines: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    if (/ready to accept connections/i.test(line)) {
      server.stderr.resume();
      return;
    }
    lines.push(line);
  }
  throw new Error(`postgres ended: ${lines.join('\n')}`);
}
