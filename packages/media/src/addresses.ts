import ipaddr from 'ipaddr.js';
import { Stop, untilAborted } from './stop.ts';

/** Which addresses may be requested. */
export interface AddressRules {
  /** The IP addresses of a host name; `undefined`: nobody can tell. */
  readonly resolve: (hostname: string) => Promise<readonly string[] | undefined>;
  readonly allowPrivate: boolean;
  /** Aborted when the time is over or the caller ends the check. */
  readonly signal: AbortSignal;
}

/**
 * Refuses an address that Meta could not reach, or that this machine must not request.
 *
 * @throws {Stop} if the address is refused, its name is unknown, or the look-up took too long
 */
export async function checkAddress(url: URL, { allowPrivate, resolve, signal }: AddressRules): Promise<void> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Stop('ADDRESS_UNSUPPORTED', `is at an address of ${url.protocol}, not of http: or https:`);
  if (url.username !== '' || url.password !== '')
    throw new Stop('ADDRESS_UNSUPPORTED', 'is at an address with a user name or password');
  if (allowPrivate) return;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // URL has turned every spelling of an IPv4 address into four decimal numbers.
  if (/^[\d.]+$/.test(host) || host.includes(':')) {
    if (!isPublicAddress(host)) throw privateHost(host);
    return;
  }
  if (isPrivateName(host)) throw privateHost(host);
  const addresses = await lookUp(host, resolve, signal);
  if (addresses?.some((address) => !isPublicAddress(withoutNat64(address)))) throw privateHost(host);
}

async function lookUp(
  host: string,
  resolve: AddressRules['resolve'],
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const unknown = new Stop('UNREACHABLE', `is at ${host}, a name that the DNS does not resolve`);
  try {
    const addresses = await untilAborted(signal, resolve(host));
    if (addresses?.length === 0) throw unknown;
    return addresses;
  } catch (error) {
    throw error instanceof Stop ? error : unknown;
  }
}

// A name without a dot belongs to the local network.
function isPrivateName(host: string): boolean {
  return !host.includes('.') || /\.(?:localhost|local|internal|home\.arpa|lan|intranet)$/.test(host);
}

function privateHost(host: string): Stop {
  return new Stop(
    'ADDRESS_PRIVATE',
    `is at ${host}, which belongs to this machine or a private network: Meta cannot reach it`,
  );
}

/** Whether an IP address is on the open internet: not private, local, reserved, embedding or for documentation. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  // Of IPv6 only 2000::/3 is assigned; the library knows the special ranges in it.
  const isAssigned = parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
  return isAssigned && parsed.range() === 'unicast';
}

// A network without IPv4 resolves a host that has only IPv4 to an IPv6 address of its NAT64, which holds the IPv4 address
// (RFC 6052).
function withoutNat64(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.match(ipaddr.IPv6.parse('64:ff9b::'), 96)
    ? ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString()
    : address;
}

/** The global objects of a runtime that show how it looks up names. */
export interface Runtime {
  readonly process?: {
    readonly versions?: { readonly node?: string };
    readonly getBuiltinModule?: (name: string) => unknown;
  };
  readonly navigator?: { readonly userAgent?: string };
}

type Lookup = (hostname: string, options: { all: true }) => Promise<readonly { readonly address: string }[]>;

/**
 * The IP addresses of a host name as this runtime would connect to them, or `undefined` where it cannot tell. Node, Bun
 * and Deno can. Browsers cannot, nor can Workers, which reach no private network.
 *
 * @throws {Stop} if this Node is too old to look names up, and whatever the runtime's look-up throws
 */
export async function resolveHost(
  hostname: string,
  runtime: Runtime = globalThis,
): Promise<readonly string[] | undefined> {
  const lookup = findLookup(runtime);
  return lookup && (await lookup(hostname, { all: true })).map(({ address }) => address);
}

function findLookup({ process, navigator }: Runtime): Lookup | undefined {
  // Workers may have Node's module without this function.
  if (navigator?.userAgent === 'Cloudflare-Workers') return undefined;
  const dns = process?.getBuiltinModule?.('node:dns/promises') as { readonly lookup?: Lookup } | undefined;
  if (!dns?.lookup && process?.versions?.node !== undefined)
    throw new Stop(
      'UNREACHABLE',
      'cannot be looked up: that needs Node 22.3 or later, or the option resolve',
    );
  return dns?.lookup;
}
