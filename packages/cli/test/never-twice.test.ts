import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
// oxlint-disable-next-line tests/no-real-sleep -- programs are killed at moments that they do not know of
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createEmulator, type Emulator, type FaultPlan } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { afterAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { createFastClock } from '../../publish/test/processes/fast-clock.ts';
// @boundaries-ignore a tool of tests has one home
import { createDraw, type Draw } from '../../publish/test/worlds/draw.ts';
import { keptPosts, postsThatSay, postThatSays } from './live-posts.ts';
import { fastVariables } from './serve-fast-emulator.ts';
import { createMachine, type Machine, type Ran, type Running } from './threads.ts';

/** How many commands, and from which seed trouble is drawn: `POSTS=300 SEED=7`. */
const commands = Number(env['POSTS'] ?? 10);
const seed = Number(env['SEED'] ?? 1);

const speed = 150;
/** How late an effect can be, in milliseconds of the emulator. */
const latest = 120_000;
/** How often a command is typed in trouble, and how often at most once everything works. */
const tries = { inTrouble: 4, inCalm: 3 };
/** An account may publish 250 a day. */
const commandsPerUser = 60;

/** A command, and what it is to make live, in its order. */
interface Command {
  readonly args: readonly string[];
  readonly texts: readonly string[];
}

/** When a program is killed or interrupted. */
interface Strike {
  readonly signal: 'SIGKILL' | 'SIGINT';
  /** At which of its requests, or of those that make a post live; or after how many milliseconds. */
  readonly request?: number;
  readonly decisive?: number;
  readonly isAfterTheEffect?: boolean;
  readonly delay?: number;
}

/** A machine that types commands, and a Threads of its own, which is in trouble. */
interface World {
  readonly machine: Machine;
  readonly emulator: Emulator;
  readonly draw: Draw;
  readonly folder: string;
  /** Types a command, and strikes it. */
  readonly type: (args: readonly string[], strike?: Strike) => Promise<Ran>;
}

async function createWorld(nth: number): Promise<World> {
  const draw = createDraw(seed * 1000 + nth);
  const origin = Date.now();
  const users = Array.from({ length: Math.ceil(commands / commandsPerUser) + 1 }, (_, user) => ({
    username: `user${user}`,
  }));
  const emulator = createEmulator({
    users,
    clock: createFastClock({ origin, speed, offset: 0 }),
    processing: { text: 0, image: 2000 },
    behaviour: { secondPublication: draw.oneOf(['same-id', 'refuse']) },
  });
  let running: Running | undefined;
  let strike: Strike | undefined;
  let requests = 0;
  let decisive = 0;
  const served = await serve({
    ...emulator,
    fetch: async (request) => {
      if (!new URL(request.url).pathname.startsWith('/v1.0/')) return emulator.fetch(request);
      requests += 1;
      const isDecisive = request.url.includes('/threads_publish');
      if (isDecisive) decisive += 1;
      const isStruck = requests === strike?.request || (isDecisive && decisive === strike?.decisive);
      const isLost = isStruck && strike?.signal === 'SIGKILL' && strike.isAfterTheEffect !== true;
      const response = isLost ? new Response(null, { status: 500 }) : await emulator.fetch(request);
      if (isStruck && strike) void running?.end(strike.signal);
      return response;
    },
  });
  afterAll(() => served.close());
  const machine = createMachine(fastVariables(served.url, { origin, speed }));
  const folder = join(machine.home, 'files');
  mkdirSync(folder);
  const picture = fileURLToPath(new URL('../../../docs/examples/media/gate.jpg', import.meta.url));
  copyFileSync(picture, join(folder, 'gate.jpg'));
  return {
    machine,
    emulator,
    draw,
    folder,
    type: async (args, next) => {
      const started = machine.start(args, { cwd: folder });
      running = started;
      strike = next;
      requests = 0;
      decisive = 0;
      if (next?.delay !== undefined) void wait(next.delay).then(() => started.end(next.signal));
      return started.ended;
    },
  };
}

function drawCommand({ draw, folder }: World, nth: number): Command {
  const account = ['--account', `user${Math.floor(nth / commandsPerUser)}`];
  if (draw.onceIn(3)) {
    const texts = Array.from({ length: 2 + draw.upTo(2) }, (_, part) => `Part ${part + 1} of ${nth}`);
    const file = join(folder, `${nth}.md`);
    writeFileSync(
      file,
      texts.map((text) => (draw.onceIn(3) ? `${text}\n![A gate](gate.jpg)` : text)).join('\n---\n'),
    );
    return { args: ['chain', file, ...account], texts };
  }
  const text = `Post ${nth}  #kyoto`;
  return {
    args: ['post', text, ...(draw.onceIn(4) ? ['--image', 'gate.jpg'] : []), ...account],
    texts: [text],
  };
}

function drawFaults(draw: Draw): readonly FaultPlan[] {
  const anywhere = [
    'createContainer',
    'publishContainer',
    'publishContainer',
    'getContainer',
    'listThreads',
  ] as const;
  return Array.from({ length: draw.upTo(4) }, (): FaultPlan => {
    const place = {
      operation: draw.oneOf(anywhere),
      call: 1 + draw.upTo(1),
      times: draw.oneOf([1, 1, 2, 3, 50]),
    };
    return draw.oneOf<FaultPlan>([
      { ...place, kind: 'lost-request' },
      { ...place, kind: 'lost-answer' },
      { ...place, kind: 'cut-body' },
      { ...place, kind: 'error' },
      { ...place, kind: 'html', after: 'effect' },
      { ...place, operation: 'publishContainer', kind: 'late-effect', delay: draw.upTo(latest) },
      { ...place, operation: 'getContainer', kind: 'stale-status' },
      { ...place, operation: 'createContainer', kind: 'container-error' },
      { ...place, operation: 'createContainer', kind: 'container-lost' },
    ]);
  });
}

function drawStrike(draw: Draw): Strike | undefined {
  const signal = draw.onceIn(4) ? 'SIGINT' : 'SIGKILL';
  const isAfterTheEffect = draw.onceIn(2);
  return draw.oneOf<Strike | undefined>([
    { signal, request: 1 + draw.upTo(8), isAfterTheEffect },
    { signal, decisive: 1 + draw.upTo(1), isAfterTheEffect },
    { signal, decisive: 1 + draw.upTo(1), isAfterTheEffect },
    { signal, delay: draw.upTo(600) },
    undefined,
    undefined,
  ]);
}

/** Types a command in trouble, again and again, and then until it says that it is done; tells what was wrong. */
async function typeUntilDone(
  world: World,
  { args, texts }: Command,
  note: (what: string) => void,
): Promise<readonly string[]> {
  const { emulator, draw } = world;
  const wrong: string[] = [];
  const count = (): number => texts.filter((text) => postsThatSay(emulator, text).length > 0).length;
  let wasInTrouble = false;
  let mayBeLate = false;
  for (let nth = 1; nth <= tries.inTrouble + tries.inCalm; nth += 1) {
    const isCalm = nth > tries.inTrouble;
    if (nth === tries.inTrouble + 1 && mayBeLate) await wait(latest / speed);
    for (const plan of isCalm ? [] : drawFaults(draw)) emulator.planFault(plan);
    const { code, stdout, stderr } = await world.type(args, isCalm ? undefined : drawStrike(draw));
    const struck = emulator.faults.filter(({ hits }) => hits > 0);
    for (const { kind } of struck) note(kind);
    const isLate = struck.some(({ kind }) => kind === 'late-effect');
    mayBeLate ||= isLate;
    wasInTrouble ||= code === null || struck.length > 0;
    emulator.clearFaults();
    note(`${isCalm ? 'in calm: ' : ''}ended with ${code}`);
    const fault = (what: string): void => void wrong.push(`${args.join(' ')} (${code}): ${what}\n${stderr}`);
    const { length: parts } = texts;
    const [, said = '0'] = /(\d+) of \d+ parts are live/.exec(stderr) ?? [];
    if (code === 0) {
      if (count() !== parts) fault(`${count()} of ${parts} are live`);
      if (stdout.split('\n').length - 1 !== parts) fault(`says ${stdout}`);
      return wrong;
    }
    if (count() < Number(said)) fault(`${count()} are live`);
    if (code === 5 && !wasInTrouble) fault('nothing was unclear');
    if (code !== null && ![1, 5, 6, 130].includes(code)) fault('has no reason for its exit code');
    if (code === 1 || code === 6 || /nothing was posted/.test(stderr)) {
      // What it says of the part at which it stopped must stay true, whatever has its effect late.
      if (isLate) await wait(latest / speed);
      if (count() !== Number(said)) fault(`${count()} are live`);
    }
  }
  wrong.push(`${args.join(' ')} is never done`);
  return wrong;
}

describe('commands that are killed at any moment and typed again, on a Threads in trouble', () => {
  it('make each post once, and end with exit codes that are true', { timeout: 3_600_000 }, async () => {
    const workers = 3;
    const happened = new Map<string, number>();
    const note = (what: string): void => void happened.set(what, (happened.get(what) ?? 0) + 1);
    const worlds = await Promise.all(Array.from({ length: workers }, (_, nth) => createWorld(nth)));
    const results = await Promise.all(
      worlds.map(async (world, worker) => {
        const wrong: string[] = [];
        const expected: string[] = [];
        for (let nth = worker; nth < commands; nth += workers) {
          const command = drawCommand(world, nth);
          expected.push(...command.texts);
          wrong.push(...(await typeUntilDone(world, command, note)));
          wrong.push(...wrongOrder(world.emulator, command.texts));
        }
        const live = keptPosts(world.emulator).filter(({ carouselItem }) => !carouselItem);
        return {
          wrong,
          live: live.map(({ content }) => String(content.text)).toSorted(),
          expected: expected.toSorted(),
        };
      }),
    );
    const mix = [...happened].toSorted(([, one], [, other]) => other - one);
    console.log(
      `${commands} commands, seed ${seed}: ${mix.map(([what, times]) => `${times} ${what}`).join(', ')}`,
    );
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    for (const { live, expected } of results) expect(live).toEqual(expected);
  });
});

/** Where a part of a chain answers another than the one before it. */
function wrongOrder(emulator: Emulator, texts: readonly string[]): readonly string[] {
  return texts.flatMap((text, nth) => {
    const before = texts[nth - 1];
    const target = before === undefined ? undefined : postThatSays(emulator, before).id;
    const { replyToId } = postThatSays(emulator, text).content;
    return replyToId === target ? [] : [`${text} answers ${replyToId}, not ${target}`];
  });
}
