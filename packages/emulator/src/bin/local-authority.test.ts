import { X509Certificate } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { beforeEach, describe, expect, it } from 'vitest';
import { userDataFolder } from './authority-place.ts';
import { openLocalAuthority } from './local-authority.ts';
import { makeAuthority, makeCertificate } from './make-certificates.ts';

describe('the folder of a user', () => {
  it.each([
    ['linux', {}, '/me/.local/share'],
    ['linux', { XDG_DATA_HOME: '/data/ada' }, '/data/ada'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/me/.local/share'],
    ['freebsd', {}, '/me/.local/share'],
    ['darwin', { XDG_DATA_HOME: '/data/ada' }, '/me/Library/Application Support'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local'],
    ['win32', {}, '/me/AppData/Local'],
  ] as const)('is where the system wants it: %s, %o', (platform, env, folder) => {
    expect(userDataFolder(platform, env, '/me').replaceAll('\\', '/')).toBe(folder);
  });
});

describe('the local authority', () => {
  let folder: string;

  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), 'threads-emulator-'));
    folder = join(root, 'new', 'authority');
    return () => rmSync(root, { recursive: true });
  });

  it('is made once and then the same', () => {
    const made = openLocalAuthority(folder);
    expect(openLocalAuthority(folder)).toEqual(made);
    expect(readFileSync(made.certFile, 'utf8')).toBe(made.cert);
    expect(readdirSync(folder).toSorted()).toEqual(['authority-key.pem', 'authority.pem']);
    expect(readdirSync(dirname(folder))).toEqual(['authority']);
  });

  it.skipIf(process.platform === 'win32')('has a key that nobody else can read', () => {
    openLocalAuthority(folder);
    const modeOf = (...path: string[]): number => statSync(join(folder, ...path)).mode & 0o777;
    expect([modeOf('authority-key.pem'), modeOf('authority.pem'), modeOf()]).toEqual([0o600, 0o644, 0o700]);
  });

  it('vouches for a certificate that begins a day ago and ends within a year', () => {
    const now = new Date('2031-05-01T12:00:00Z');
    const authority = openLocalAuthority(folder, now);
    const { cert } = makeCertificate(authority, ['localhost', '::1'], now);
    const certificate = new X509Certificate(cert);
    expect(certificate.verify(new X509Certificate(authority.cert).publicKey)).toBe(true);
    expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:0:0:0:0:0:0:0:1');
    expect(new Date(certificate.validFrom)).toEqual(new Date('2031-04-30T12:00:00Z'));
    expect(new Date(certificate.validTo)).toEqual(new Date('2032-04-30T12:00:00Z'));
  });

  it('that came to its end is not used any more, and is not replaced behind the back of who trusts it', () => {
    openLocalAuthority(folder, new Date('2020-01-01T00:00:00Z'));
    expect(() => openLocalAuthority(folder, new Date('2030-01-01T00:00:00Z'))).toThrow(
      /^the authority in .* ended on .*2029.*: remove the folder/,
    );
  });

  it.each([
    ['a key of another', makeAuthority(new Date()).key],
    ['no key', 'nothing'],
    ['a key that was cut off', makeAuthority(new Date()).key.slice(0, 90)],
  ])('with %s is not used', (_, key) => {
    openLocalAuthority(folder);
    writeFileSync(join(folder, 'authority-key.pem'), key);
    expect(() => openLocalAuthority(folder)).toThrow(/^the authority in .* is damaged: remove the folder/);
    expect(() => openLocalAuthority(folder)).not.toThrow(/PRIVATE/);
  });

  it('that lacks its key is left as it is, with a sentence', () => {
    const { cert, certFile } = openLocalAuthority(folder);
    rmSync(join(folder, 'authority-key.pem'));
    expect(() => openLocalAuthority(folder)).toThrow(/^the authority in .* is damaged: remove/);
    expect(readdirSync(dirname(folder))).toEqual(['authority']);
    expect(readFileSync(certFile, 'utf8')).toBe(cert);
  });

  it('is not one of somebody else, or no authority at all', () => {
    const { cert, key } = makeCertificate(makeAuthority(new Date()), ['localhost'], new Date());
    openLocalAuthority(folder);
    writeFileSync(join(folder, 'authority.pem'), cert);
    writeFileSync(join(folder, 'authority-key.pem'), key);
    expect(() => openLocalAuthority(folder)).toThrow(/^the authority in .* is none that the emulator made/);
  });

  it.skipIf(process.platform === 'win32')('is not used while others may read its key', () => {
    openLocalAuthority(folder);
    const key = join(folder, 'authority-key.pem');
    chmodSync(key, 0o644);
    expect(() => openLocalAuthority(folder)).toThrow(`others may read the key ${key}`);
    chmodSync(key, 0o600);
    expect(openLocalAuthority(folder).key).toContain('PRIVATE KEY');
  });

  it('says so where a folder is in its place', () => {
    openLocalAuthority(folder);
    rmSync(join(folder, 'authority-key.pem'));
    mkdirSync(join(folder, 'authority-key.pem'));
    expect(() => openLocalAuthority(folder)).toThrow(/authority-key\.pem is a folder: name a file$/);
  });
});
