import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { text } from 'node:stream/consumers';
import { AwsClient } from 'aws4fetch';
import { keys, type S3Server } from './s3-server.ts';

const programs = ['monmaptool', 'ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'setpriv'];
const howToGetRadosgw =
  'Ceph and its S3 gateway were not found: install them (Debian, Ubuntu: sudo apt-get install --no-install-recommends radosgw ceph-mon ceph-osd).';

/**
 * Whether Ceph's S3 gateway is there, with what it needs below it. Without them the suite is to be skipped on a person's
 * machine, with a hint; in CI it fails.
 */
export function radosgwForTests(): boolean {
  if (programs.every((program) => spawnSync(program, ['--version']).status === 0)) return true;
  if (env['CI'] !== undefined) throw new Error(howToGetRadosgw);
  console.warn(`The tests on a real S3 server are skipped. ${howToGetRadosgw}`);
  return false;
}

/**
 * Starts a Ceph of one node with its S3 gateway on free ports. Objects are in memory only, up to 3 GB of them, and nothing
 * stays when the process that started it ends, however it ends.
 */
export async function startRadosgw(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-radosgw-'));
  // Ends when its input does, which it does with this process too. Detached, so that ^C in a terminal leaves it to its work.
  const broom = spawn('sh', ['-c', 'cat; until rm -rf "$0"; do :; done', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const daemons: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    const ended = [...daemons, broom].filter(isRunning).map((child) => once(child, 'exit'));
    for (const daemon of daemons) daemon.kill('SIGKILL');
    broom.stdin.end();
    await Promise.all(ended);
  };

  try {
    const [monitorPort, port] = await findFreePorts();
    const conf = join(folder, 'ceph.conf');
    for (const name of ['mon', 'osd', 'run', 'rgw']) mkdirSync(join(folder, name));
    const cluster = randomUUID();
    const monitor = `v2:127.0.0.1:${monitorPort}`;
    writeFileSync(conf, configure(folder, cluster, monitor, port));
    const start = (program: string, ...args: string[]): ChildProcess => {
      // The kernel kills it when this process is gone.
      const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, '--conf', conf, ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      daemons.push(child);
      return child;
    };
    // A monitor that does not find its name in the map tries to join others without end.
    const map = join(folder, 'monmap');
    await succeed(start('monmaptool', '--create', '--fsid', cluster, '--addv', 'a', `[${monitor}]`, map));
    // Otherwise an OSD that is being made asks the monitor for its settings, and there is none yet.
    const making = ['--mkfs', '--no-mon-config'];
    await Promise.all([
      succeed(start('ceph-mon', '--id', 'a', ...making, '--monmap', map)),
      succeed(start('ceph-osd', '--id', '0', ...making, '--osd-uuid', randomUUID())),
    ]);
    const running = [start('ceph-mon', '--id', 'a', '-f'), start('ceph-osd', '--id', '0', '-f')].map(fail);
    const owner = ['--uid', 'owner', '--display-name', 'owner', '--caps', 'users=write'];
    const key = ['--access-key', keys.accessKeyId, '--secret-key', keys.secretAccessKey];
    const made = succeed(start('radosgw-admin', 'user', 'create', ...owner, ...key));
    await Promise.race([made, ...running]);

    const endpoint = `http://127.0.0.1:${port}`;
    // Clients of Ceph have to be administrators, or a gateway with a key of its own.
    running.push(fail(start('radosgw', '--name', 'client.admin', '-f')));
    await Promise.race([answers(endpoint), ...running]);

    const region = 'us-east-1';
    const client = new AwsClient({ ...keys, region, service: 's3', retries: 0 });
    const put = async (path: string): Promise<void> => {
      const response = await client.fetch(`${endpoint}${path}`, { method: 'PUT' });
      if (!response.ok) throw new Error(`radosgw answered ${response.status}: ${await response.text()}`);
    };
    const stranger = {
      uid: 'stranger',
      'display-name': 'stranger',
      'access-key': keys.stranger.accessKeyId,
      'secret-key': keys.stranger.secretAccessKey,
    };
    await put(`/admin/user?${new URLSearchParams(stranger)}`);
    return { endpoint, region, ...keys, createBucket: (name) => put(`/${name}`), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configure(folder: string, cluster: string, monitor: string, port: number): string {
  return `[global]
fsid = ${cluster}
mon host = ${monitor}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
# Without keys there is no secure mode; a client that wants it waits five minutes without a word.
ms client mode = crc
ms mon client mode = crc
# A monitor collects changes for a second before it proposes them, and there are many until the first pool is there.
paxos propose interval = 0.01
paxos min wait = 0.01
# What was not ready when it was asked is asked again after these seconds, in place of five and three.
objecter tick interval = 0.1
mon client hunt interval = 0.5
osd objectstore = memstore
memstore device bytes = 3221225472
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail warn = 1
mon data avail crit = 1
mon data = ${folder}/mon
osd data = ${folder}/osd
rgw data = ${folder}/rgw
run dir = ${folder}/run
admin socket =
log file =
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw thread pool size = 32
# What was deleted is in memory until the next collection, by default for two hours.
rgw gc obj min wait = 1
rgw gc processor period = 1
`;
}

/** Two free ports of loopback. Both are held until both are known, so that they differ. */
async function findFreePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const address = server.address();
      return typeof address === 'object' && address ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return [ports[0] ?? 0, ports[1] ?? 0];
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function endOf(child: ChildProcess): Promise<{ readonly status: unknown; readonly said: string }> {
  const [said, [status]] = await Promise.all([child.stderr && text(child.stderr), once(child, 'close')]);
  return { status, said: `${child.spawnargs[3]} ended with ${String(status)}: ${said ?? ''}` };
}

async function succeed(child: ChildProcess): Promise<void> {
  const { status, said } = await endOf(child);
  if (status !== 0) throw new Error(said);
}

/** Fails when a program ends that is to go on. */
function fail(daemon: ChildProcess): Promise<never> {
  const failing = endOf(daemon).then(({ said }): never => {
    throw new Error(said);
  });
  failing.catch(() => {}); // Once all is started nobody waits for it any more.
  return failing;
}

async function answers(endpoint: string): Promise<void> {
  for (;;) {
    try {
      await (await fetch(endpoint)).arrayBuffer();
      return;
    } catch {
      await new Promise((resolve) => void setTimeout(resolve));
    }
  }
}
