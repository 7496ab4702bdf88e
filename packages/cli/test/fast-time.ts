/** Loaded into a program before it starts: its time goes by faster, from an origin that it shares with an emulator. */
import process from 'node:process';

const { origin, speed }: { readonly origin: number; readonly speed: number } = JSON.parse(
  process.env['FAST_TIME'] ?? '',
);
const realNow = Date.now;
const realTimeout = globalThis.setTimeout;
Date.now = () => Math.round(origin + (realNow() - origin) * speed);
/** How long a request may take is real time: a busy machine answers no faster than it can. */
const timeouts: readonly number[] = [10_000, 30_000];
globalThis.setTimeout = Object.assign(
  (callback: TimerHandler, delay = 0, ...args: unknown[]) =>
    Reflect.apply(realTimeout, globalThis, [
      callback,
      timeouts.includes(delay) ? delay : delay / speed,
      ...args,
    ]),
  { __promisify__: realTimeout.__promisify__ },
);
