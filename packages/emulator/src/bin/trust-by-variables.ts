import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, fileFault } from './file-fault.ts';
import { messageOf } from './cli-environment.ts';
import type { Https } from './https.ts';
import { trustedHere } from './trusted-here.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables by which a command trusts an emulator with https, and comes to it when it goes to the hosts of Threads. What
 * the command is told to trust already it goes on trusting, and what is exempt from proxies stays so.
 *
 * @param given - The variables that the command has without these.
 * @param report - Receives a sentence where the command will lack something.
 * @returns The variables, and what removes the files that they name.
 */
export function trustByVariables(
  { authorityFile }: Https,
  url: string,
  given: Variables,
  report: (sentence: string) => void,
): { readonly variables: Readonly<Record<string, string>>; remove(): void } {
  const proxy = url.replace(/^https:/, 'http:');
  const noProxy = exemptOf(given, report);
  const trust = trustIn(authorityFile, given, report);
  return {
    variables: {
      ...trust.variables,
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

// The proxy leads to this emulator alone, and not to what else a command serves on this machine.
function exemptOf(given: Variables, report: (sentence: string) => void): string {
  const hosts = given['no_proxy'] || given['NO_PROXY'] || '';
  // It means all hosts only where it stands alone.
  if (hosts.trim() !== '*') return [hosts, 'localhost,127.0.0.1,::1'].filter((part) => part !== '').join(',');
  report('NO_PROXY is *, so that the command goes to the hosts of Threads themselves, past the emulator');
  return '*';
}

/**
 * Where a program looks for what it trusts: a variable, and what it reads where that is not set. Node trusts what it is told
 * besides its own, others trust that alone.
 */
const readIn = {
  NODE_EXTRA_CA_CERTS: ['NODE_EXTRA_CA_CERTS'],
  SSL_CERT_FILE: ['SSL_CERT_FILE'],
  CURL_CA_BUNDLE: ['CURL_CA_BUNDLE', 'SSL_CERT_FILE'],
  REQUESTS_CA_BUNDLE: ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'],
} as const;

function trustIn(
  authorityFile: string,
  given: Variables,
  report: (sentence: string) => void,
): { readonly variables: Readonly<Record<string, string>>; readonly folder?: string } {
  const own = new Map(Object.keys(readIn).map((name) => [name, readOwn(name, given[name] ?? '', report)]));
  const system = trustedHere('system');
  const others = (system.length > 0 ? system : trustedHere('bundled')).join('\n');
  try {
    const authority = readFileSync(authorityFile, 'utf8');
    const folder = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    const files = Object.entries(readIn).map(([name, sources]) => {
      const told = sources.map((source) => own.get(source)).find((text) => text !== undefined);
      const file = join(folder, `${name}.pem`);
      writeFileSync(file, `${authority}\n${told ?? (name === 'NODE_EXTRA_CA_CERTS' ? '' : others)}\n`);
      return [name, file] as const;
    });
    return { variables: Object.fromEntries(files), folder };
  } catch (error) {
    report(`the command trusts the emulator in Node alone: ${messageOf(fileFault(tmpdir(), error))}`);
    return { variables: { NODE_EXTRA_CA_CERTS: authorityFile } };
  }
}

/** What a variable tells to trust; nothing if it is not set. */
function readOwn(name: string, file: string, report: (sentence: string) => void): string | undefined {
  if (file === '') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason =
      codeOf(error) === 'ENOENT' ? `there is no file ${file}` : messageOf(fileFault(file, error));
    report(`the command trusts nothing of ${name}: ${reason}`);
    return '';
  }
}
