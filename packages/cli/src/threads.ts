#!/usr/bin/env node
import process from 'node:process';
import { createContext } from './context.ts';
import { runProgram } from './program.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`threads needs Node 22.13 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

// Node says with each start that its SQLite is experimental. Nobody who types a command can do anything about it.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning' || !warning.message.startsWith('SQLite'))
    process.stderr.write(`${warning.name}: ${warning.message}\n`);
});

const interruption = new AbortController();
// The first time everything ends in order: what is under way is written down. The second time means it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort(signal);
  });

process.exitCode = await runProgram(process.argv.slice(2), createContext(process, interruption.signal));
