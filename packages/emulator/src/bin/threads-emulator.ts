#!/usr/bin/env node
import process from 'node:process';
import { runCli } from './run-cli.ts';

const stop = new AbortController();
// The last one: the terminal was closed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort(signal));

// Who reads the log or the lines may leave, as `head` does: the emulator goes on without.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await runCli(process.argv.slice(2), {
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  // It heeds NO_COLOR.
  isColoured: process.stderr.isTTY && process.stderr.hasColors(),
  variables: process.env,
  signal: stop.signal,
});
