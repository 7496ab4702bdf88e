import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
// oxlint-disable-next-line tests/no-real-sleep -- a process is killed at moments that it does not know of
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { expect, it, onTestFinished } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { createFastClock } from '../../../publish/test/processes/fast-clock.ts';
// @boundaries-ignore a tool of tests has one home
import { allScopes } from '../../../publish/test/stage.ts';
// @boundaries-ignore a tool of tests has one home
import { createDraw } from '../../../publish/test/worlds/draw.ts';
import { startS3Stub } from '../s3-stub.ts';
import { postedFiles } from '../worlds/posted-files.ts';
import { secrets } from '../worlds/secrets.ts';
import type { Setting } from './publisher.ts';

/** How many posts, and from which seed pictures and moments are drawn: `POSTS=200 SEED=7`. */
const posts = Number(env['POSTS'] ?? 30);
const seed = Number(env['SEED'] ?? 1);
const bucket = 'pictures';

it(
  'a process that is killed all the time posts each picture once, and uploads it to one place',
  { timeout: 1_800_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-killed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const draw = createDraw(seed);
    const time = { origin: Date.now(), speed: 20, offset: 0 };
    const downloads = new Map<string, string>();
    const emulator = createEmulator({
      clock: createFastClock(time),
      users: [{ username: 'mika' }],
      processing: { image: 2000, carousel: 1000 },
      media: {
        fetch: async (request) => {
          const response = await fetch(request);
          const bytes = new Uint8Array(await response.arrayBuffer());
          if (response.ok) downloads.set(request.url, hashOf(bytes));
          return new Response(bytes, response);
        },
      },
    });
    let asked = 0;
    const api = await serve({
      ...emulator,
      fetch: (request) => {
        asked += 1;
        return emulator.fetch(request);
      },
    });
    onTestFinished(() => api.close());
    const s3 = await startS3Stub();
    onTestFinished(() => s3.stop());
    await s3.createBucket(bucket);
    const requests = (): number => asked + s3.requests.length;

    const picture = readFileSync(
      new URL('../../../emulator/test/media/fixtures/picture.jpg', import.meta.url),
    );
    const hashes = new Map<string, string>();
    const pictures = Array.from({ length: 1 + Math.ceil(posts / 3) }, (_, nth) => {
      const path = join(folder, `${nth}.jpg`);
      const bytes = Buffer.concat([picture, Buffer.alloc(nth * 20_000)]); // differs behind the end
      writeFileSync(path, bytes);
      hashes.set(path, hashOf(bytes));
      return path;
    });
    const jobs = Array.from({ length: posts }, (_, nth) => ({
      key: `Post ${nth}`,
      files: Array.from(
        { length: draw.oneOf([1, 1, 2, 3]) },
        () => pictures[draw.upTo(pictures.length - 1)] ?? '',
      ),
    }));
    const setting: Setting = {
      jobs,
      time,
      api: api.url,
      sqlite: join(folder, 'journal.sqlite'),
      credentials: credentialsToJson(
        createCredentials(emulator.issueToken({ username: 'mika', scopes: allScopes })),
      ),
      storage: {
        bucket,
        endpoint: s3.endpoint,
        region: s3.region,
        accessKeyId: s3.accessKeyId,
        secretAccessKey: s3.secretAccessKey,
        addressing: 'signed',
      },
    };

    const said: (readonly [key: string, id: string])[] = [];
    let printed = '';
    let kills = 0;
    let liveWhenKilled = 0;
    for (let isDone = false; !isDone;) {
      const child = start(setting, folder);
      const ended = once(child, 'exit');
      const begun = once(child, 'message');
      child.stderr?.on('data', (chunk) => void (printed += String(chunk)));
      child.on('message', (message: string | (typeof said)[number]) => {
        if (typeof message !== 'string') said.push(message);
        isDone ||= message === 'done';
      });
      await Promise.race([begun, ended]);
      if (kills < posts) {
        const last = requests() + draw.upTo(16);
        while (requests() < last && child.exitCode === null) await wait(1);
        await wait(draw.upTo(15));
        kills += Number(child.kill('SIGKILL'));
        liveWhenKilled = new Map(said).size;
      }
      const [code] = await ended;
      if (code) throw new Error(printed);
    }
    console.log(`${posts} posts, ${kills} kills, ${liveWhenKilled} live before the last, seed ${seed}`);
    expect(kills).toBeGreaterThan(posts / 3);

    const live = new Map(said);
    const filesOf = postedFiles(emulator, downloads);
    const threads = emulator
      .snapshot()
      .store.posts.map((post) => Object(post))
      .filter(({ carouselItem }) => !carouselItem);
    expect(new Map(threads.map(({ content, id }) => [content.text, id]))).toEqual(live);
    expect(threads).toHaveLength(live.size);
    expect(live.size).toBe(posts);
    expect(new Set(said.map(String)).size).toBe(posts); // the same id each time
    for (const { files, key } of jobs)
      expect([key, filesOf(live.get(key) ?? '')]).toEqual([key, files.map((file) => hashes.get(file))]);
    const used = new Set(jobs.flatMap(({ files }) => files.map((file) => hashes.get(file))));
    expect(new Set([...s3.objects.values()].map(({ sha256 }) => sha256))).toEqual(used);
    expect(s3.objects.size).toBe(used.size);
    const kept = readdirSync(folder)
      .filter((name) => name.includes('sqlite'))
      .map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(kept.join()).toContain('"stored"');
    for (const text of [printed, ...kept]) expect(text).not.toMatch(secrets);
  },
);

function start(setting: Setting, folder: string): ChildProcess {
  return fork(fileURLToPath(new URL('publisher.ts', import.meta.url)), [JSON.stringify(setting)], {
    execArgv: ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'],
    env: { ...env, NODE_COMPILE_CACHE: join(folder, 'compiled') }, // it is started often
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
