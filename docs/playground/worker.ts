/**
 * Runs one program of the playground, in a worker of its own: a program that never ends can be stopped, and none reaches the
 * page. The emulators that it makes are read when it has ended.
 */
import * as emulatorPackage from '@threads-sdk/emulator';
import * as sdk from 'threads-sdk';
import type { Message, Order } from './messages.ts';
import { readTimeline } from './read-timeline.ts';
import { type Modules, resolveImports } from './resolve-imports.ts';
import { showError, showValue } from './show-value.ts';

type Emulator = ReturnType<typeof emulatorPackage.createEmulator>;
type Program = (modules: Modules, console: object) => Promise<void>;

declare const self: Window & {
  importScripts: ((address: string) => void) | undefined;
  /** Where a loaded program puts itself. */
  program?: Program;
};

const redact = sdk.createRedactor([]);
const emulators: Emulator[] = [];
const modules: Modules = {
  'threads-sdk': sdk,
  '@threads-sdk/emulator': {
    ...emulatorPackage,
    createEmulator: (...options: Parameters<typeof emulatorPackage.createEmulator>): Emulator => {
      const emulator = emulatorPackage.createEmulator(...options);
      emulators.push(emulator);
      return emulator;
    },
  },
};

function tell(message: Message): void {
  self.postMessage(message);
}

/** How many characters may still be printed: what prints without an end must not fill the page. */
let room = 100_000;

function print(...values: readonly unknown[]): void {
  if (room <= 0) return;
  const text = redact(values.map(showValue).join(' '));
  tell({ kind: 'printed', text: text.slice(0, room) });
  room -= text.length + 1;
  if (room <= 0) tell({ kind: 'printed', text: '… and more, which is not shown.' });
}

const printer = { log: print, info: print, debug: print, warn: print, error: print };
let address = '';

function fail(error: unknown): void {
  const text = redact(error instanceof Error ? showError(error) : `The program threw ${showValue(error)}.`);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place = address === '' ? -1 : stack.indexOf(`${address}:`);
  const line = place === -1 ? NaN : Number.parseInt(stack.slice(place + address.length + 1), 10);
  tell({ kind: 'failed', fault: Number.isNaN(line) ? { text } : { text, line } });
}

async function run(source: string): Promise<void> {
  const program = resolveImports(source, modules);
  if (typeof program !== 'string') {
    tell({ kind: 'failed', fault: program });
  } else {
    // A script of its own: an error in its form is told with its line, and so is one while it runs.
    const script = `self.program = async (modules, console) => {${program}\n};`;
    address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    self.importScripts?.(address);
    self.importScripts = undefined; // the program loads nothing
    try {
      await self.program?.(modules, printer);
    } catch (error) {
      fail(error);
    }
  }
  // What was rejected and not awaited is told first.
  await new Promise((resolve) => void self.setTimeout(resolve, 20));
  tell({ kind: 'ended', ...(await readTimeline(emulators)) });
}

self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  fail(event.reason);
});
self.addEventListener('message', ({ data }: MessageEvent<Order>) => {
  if (data.kind === 'ping') tell({ kind: 'alive' });
  // What is thrown here is an error of the program's form; it reaches the page as an error of the worker, with its line.
  else void run(data.program).catch((error: unknown) => self.setTimeout(() => self.reportError(error)));
});
tell({ kind: 'ready' });
