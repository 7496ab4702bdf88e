/**
 * The command line of the emulator as a function, for a program that has it as one of its commands. It needs Node.
 *
 * @module cli
 */
export type { CliEnvironment } from './bin/cli-environment.ts';
export { runCli } from './bin/run-cli.ts';
