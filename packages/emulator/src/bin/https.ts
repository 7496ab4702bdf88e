import { authorityFolder } from './authority-place.ts';
import { openLocalAuthority } from './local-authority.ts';
import { makeCertificate, type CertificateWithKey } from './make-certificates.ts';

/** What is needed to serve https with an authority of this machine. */
export interface Https {
  /** For the hosts of Threads and for loopback. */
  readonly certificate: CertificateWithKey;
  /** The hosts of Threads, that clients have built in. */
  readonly hosts: readonly string[];
  /** Where the certificate of the authority is. */
  readonly authorityFile: string;
}

const threadsHosts = [
  'graph.threads.net',
  'graph.threads.com',
  'threads.net',
  'threads.com',
  'www.threads.net',
  'www.threads.com',
] as const;

/**
 * Makes a certificate, with the authority that this user's folder keeps.
 *
 * @throws {Error} with a sentence for the person if there is none and none can be made.
 */
export function prepareHttps(): Https {
  const authority = openLocalAuthority(authorityFolder());
  const names = [...threadsHosts, 'localhost', '127.0.0.1', '::1'];
  return {
    certificate: makeCertificate(authority, names, new Date()),
    hosts: threadsHosts,
    authorityFile: authority.certFile,
  };
}
