import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { makeAuthority, type CertificateWithKey } from './make-certificates.ts';

/** An authority that only this user has. */
export interface LocalAuthority extends CertificateWithKey {
  /** Where its certificate is, without the key. */
  readonly certFile: string;
}

/** The folder in which programs of a user keep what is theirs, by the conventions of the system. */
export function userDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  // One that is relative has to be ignored.
  const folder = env['XDG_DATA_HOME'];
  return folder?.startsWith('/') === true ? folder : join(home, '.local', 'share');
}

/**
 * The authority in a folder; one that is not there yet is made. Only this user may read its key.
 *
 * @throws {Error} with a sentence for the person if it cannot be used, read or written.
 */
export function openLocalAuthority(folder: string, now: Date = new Date()): LocalAuthority {
  const kept = read(folder);
  if (kept === undefined) {
    make(folder, now);
    return openLocalAuthority(folder, now);
  }
  const startAgain = `remove the folder, start again, and trust the certificate of the new authority`;
  if (!belongTogether(kept)) throw new Error(`the authority in ${folder} is damaged: ${startAgain}`);
  const end = new X509Certificate(kept.cert).validTo;
  if (new Date(end) <= now) throw new Error(`the authority in ${folder} ended on ${end}: ${startAgain}`);
  return { ...kept, certFile: join(folder, certName) };
}

const certName = 'authority.pem';
const keyName = 'authority-key.pem';

function read(folder: string): CertificateWithKey | undefined {
  try {
    return {
      cert: readFileSync(join(folder, certName), 'utf8'),
      key: readFileSync(join(folder, keyName), 'utf8'),
    };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

// Both files at once, since two programs may do this at the same time: the one who comes later takes what is there.
function make(folder: string, now: Date): void {
  const { cert, key } = makeAuthority(now);
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const draft = mkdtempSync(`${folder}-`);
  try {
    writeFileSync(join(draft, keyName), key, { mode: 0o600 });
    writeFileSync(join(draft, certName), cert, { mode: 0o644 });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (read(folder) !== undefined) return;
    throw new Error(`could not keep an authority in ${folder}: ${messageOf(error)}`, { cause: error });
  }
}

function belongTogether({ cert, key }: CertificateWithKey): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
