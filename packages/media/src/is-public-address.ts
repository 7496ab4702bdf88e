import ipaddr from 'ipaddr.js';

/** Whether an IP address is one of the open internet: of no private, local, reserved, embedding or documentation range. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  // Of IPv6 only 2000::/3 is given out; the library knows what is special in it.
  const given = parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
  return given && parsed.range() === 'unicast';
}

/**
 * The IPv4 address in an IPv6 address of a NAT64 (RFC 6052), else the address itself. A network without IPv4 resolves
 * every host that has only IPv4 to such an address.
 */
export function withoutNat64(address: string): string {
  const prefix = '64:ff9b::';
  if (!ipaddr.IPv6.isValid(address)) return address;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.match(ipaddr.IPv6.parse(prefix), 96)
    ? ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString()
    : address;
}
