#!/usr/bin/env node
import { createRequire } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { fetchProgram } from './fetch-program.ts';
import { findProgram } from './find-program.ts';

// `npx threads-sdk …` is `threads …`. An app that installs the SDK does not get the command line with it, which is far larger.
const { version }: { readonly version: string } = createRequire(import.meta.url)('../../package.json');

const program =
  findProgram(version, process.cwd()) ??
  findProgram(version, import.meta.dirname) ??
  (await fetchProgram(version));

// In this process, so that its input, its signals and its exit code are those of `threads`.
if (program !== undefined) await import(pathToFileURL(program).href);
