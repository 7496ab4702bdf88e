import tls from 'node:tls';

/** The certificates of the authorities that this program trusts, or that the system or Node has. */
export function trustedHere(which: 'default' | 'system' | 'bundled'): readonly string[] {
  // Node below 22.15 does not tell what it trusts, but what it has.
  const { getCACertificates, rootCertificates }: Partial<typeof tls> = tls;
  return getCACertificates?.(which) ?? rootCertificates ?? [];
}
