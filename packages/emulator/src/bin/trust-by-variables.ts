import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFault } from './file-fault.ts';
import { messageOf } from './cli-environment.ts';
import type { Https } from './https.ts';

/**
 * The variables by which a command trusts an emulator with https, and comes to it when it goes to the hosts of Threads. What
 * the command is told to trust already it goes on trusting, and what is exempt from proxies stays so.
 *
 * @param given - The variables that the command has without these.
 * @param report - Receives a sentence where the command will lack something.
 * @returns The variables, and what removes the file that they may name.
 */
export function trustByVariables(
  { authorityFile }: Https,
  url: string,
  given: Readonly<Record<string, string | undefined>>,
  report: (sentence: string) => void,
): { readonly variables: Readonly<Record<string, string>>; remove(): void } {
  const proxy = url.replace(/^https:/, 'http:');
  // The proxy leads to this emulator alone, and not to what else a command serves on this machine.
  const exempt = [given['no_proxy'] || given['NO_PROXY'] || '', 'localhost,127.0.0.1,::1'];
  const noProxy = exempt.filter((hosts) => hosts !== '').join(',');
  const trust = withOwn(authorityFile, given['NODE_EXTRA_CA_CERTS'] ?? '', report);
  return {
    variables: {
      NODE_EXTRA_CA_CERTS: trust.file,
      NODE_USE_ENV_PROXY: '1',
      // Some programs know one of the two ways to write them, and the other goes before it.
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
      NO_PROXY: noProxy,
      no_proxy: noProxy,
    },
    remove: () => {
      if (trust.folder !== undefined) rmSync(trust.folder, { recursive: true, force: true });
    },
  };
}

function withOwn(
  authorityFile: string,
  own: string,
  report: (sentence: string) => void,
): { readonly file: string; readonly folder?: string } {
  if (own === '' || own === authorityFile) return { file: authorityFile };
  try {
    const certificates = [authorityFile, own].map((path) => readFileSync(path, 'utf8'));
    const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    const file = join(folder, 'certificates.pem');
    writeFileSync(file, certificates.join('\n'));
    return { file, folder };
  } catch (error) {
    report(`the command trusts nothing of NODE_EXTRA_CA_CERTS: ${messageOf(fileFault(own, error))}`);
    return { file: authorityFile };
  }
}
