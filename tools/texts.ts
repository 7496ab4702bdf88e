/**
 * Checks that no text of the repository ties it to one machine: no registry's address, no path of somebody's computer.
 *
 *     node tools/texts.ts
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './report.ts';
import { root } from './workspace.ts';

const rules: readonly { readonly pattern: RegExp; readonly what: string; readonly files?: RegExp }[] = [
  // pnpm writes one where the registry it asked is not the usual one.
  { pattern: /:\/\/|tarball:/, what: 'an address', files: /pnpm-lock\.yaml$/ },
  {
    pattern: /\/\/(?:registry|npm|mirror|artifactory|verdaccio|nexus)[\w-]*\.[\w.-]+|\bregistry\s*=\s*http/i,
    what: 'a registry',
  },
  { pattern: /(?<![\w.~$}-])\/(?:root|work|home|Users)\/[\w.-]+/, what: "a path of somebody's computer" },
  { pattern: /\b[A-Z]:\\Users\\/, what: "a path of somebody's computer" },
  // Meta has moved its pages on Threads to /documentation/threads.
  { pattern: /developers\.facebook\.com\/docs\/threads[\w/-]*/, what: 'an old address of Meta' },
  { pattern: /\b_auth(?:Token)?\s*=\s*\S/, what: 'a registry credential' },
];

/** Names the lines of a text that break a rule. */
export function findTextFaults(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    rules.flatMap(({ pattern, what, files = /^/ }) => {
      const found = files.test(file) ? pattern.exec(line)?.[0] : undefined;
      return found ? [`${file}:${index + 1} names ${what}: ${found}`] : [];
    }),
  );
}

/** The files that git holds or would take in. */
function listTexts(): string[] {
  const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return output.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

if (import.meta.main) {
  const faults = listTexts().flatMap((file) => {
    const bytes = readFileSync(join(root, file));
    return bytes.includes(0) ? [] : findTextFaults(file, bytes.toString('utf8'));
  });
  report('Texts', faults, 'Write what holds on every machine: relative paths, package names, example.com.');
}
