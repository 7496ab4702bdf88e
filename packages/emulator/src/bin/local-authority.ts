import { X509Certificate, createPrivateKey } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { certificateFile } from './authority-place.ts';
import { codeOf, fileFault } from './file-fault.ts';
import { authorityName, makeAuthority, type CertificateWithKey } from './make-certificates.ts';

/** An authority that only this user has. */
export interface LocalAuthority extends CertificateWithKey {
  /** Where its certificate is, without the key. */
  readonly certFile: string;
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
  const certificate = readCertificate(kept);
  if (certificate === undefined) throw damaged(folder);
  if (!certificate.ca || certificate.subject !== `CN=${authorityName.replace(',', '\\,')}`)
    throw new Error(
      `the authority in ${folder} is none that the emulator made, and is not used: ${startAgain}`,
    );
  if (new Date(certificate.validTo) <= now)
    throw new Error(`the authority in ${folder} ended on ${certificate.validTo}: ${startAgain}`);
  const keyFile = join(folder, keyName);
  // On Windows the folder is private, and files have no such rights.
  if (process.platform !== 'win32' && (statSync(keyFile).mode & 0o077) !== 0)
    throw new Error(
      `others may read the key ${keyFile}, and whoever has it can pose as Threads where the authority is trusted: if nobody did, chmod 600 "${keyFile}"; else ${startAgain}`,
    );
  return { ...kept, certFile: certificateFile(folder) };
}

const keyName = 'authority-key.pem';
const startAgain = 'remove the folder, start again, and trust the certificate of the new authority';

function damaged(folder: string): Error {
  return new Error(`the authority in ${folder} is damaged: ${startAgain}`);
}

function read(folder: string): CertificateWithKey | undefined {
  const [cert, key] = [certificateFile(folder), join(folder, keyName)].map((path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw fileFault(path, error);
    }
  });
  return cert === undefined || key === undefined ? undefined : { cert, key };
}

// Both files at once, since two programs may do this at the same time: the one who comes later takes what is there.
function make(folder: string, now: Date): void {
  const { cert, key } = makeAuthority(now);
  let draft;
  try {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
    draft = mkdtempSync(`${folder}-`);
    writeFileSync(join(draft, keyName), key, { mode: 0o600 });
    writeFileSync(join(draft, basename(certificateFile(folder))), cert, { mode: 0o644 });
    renameSync(draft, folder);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
    if (read(folder) !== undefined) return;
    // It is there, and lacks something.
    throw existsSync(folder) ? damaged(folder) : fileFault(folder, error);
  }
}

/** The certificate; nothing if it is none, or not of the key. */
function readCertificate({ cert, key }: CertificateWithKey): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(cert);
    return certificate.checkPrivateKey(createPrivateKey(key)) ? certificate : undefined;
  } catch {
    return undefined;
  }
}
