import type { Access } from './access.ts';
import { isPublicAddress, withoutNat64 } from './is-public-address.ts';
import { Stop } from './stop.ts';
import { until } from './until.ts';

/** Refuses an address that Meta could not reach, or that this machine must not be sent to. */
export async function checkAddress(url: URL, { allowPrivate, resolve, signal }: Access): Promise<void> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Stop('ADDRESS_UNSUPPORTED', `is at an address of ${url.protocol}, not of http: or https:`);
  if (url.username !== '' || url.password !== '')
    throw new Stop('ADDRESS_UNSUPPORTED', 'is at an address with a user name or password');
  if (allowPrivate) return;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // URL has brought every spelling of an IPv4 address into that of four numbers.
  if (/^[\d.]+$/.test(host) || host.includes(':')) {
    if (!isPublicAddress(host)) throw isPrivate(host);
    return;
  }
  if (isPrivateName(host)) throw isPrivate(host);
  const addresses = await resolved(host, resolve, signal);
  if (addresses?.length === 0) throw unknown(host);
  if (addresses?.some((address) => !isPublicAddress(withoutNat64(address)))) throw isPrivate(host);
}

// A name without a dot is one of the local network.
function isPrivateName(host: string): boolean {
  return !host.includes('.') || /\.(?:localhost|local|internal|home\.arpa|lan|intranet)$/.test(host);
}

async function resolved(
  host: string,
  resolve: Access['resolve'],
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    return await until(signal, resolve(host));
  } catch (error) {
    if (error instanceof Stop) throw error;
    if (signal.aborted) throw new Stop('TIMED_OUT', 'could not be looked at in time');
    throw unknown(host);
  }
}

function isPrivate(host: string): Stop {
  return new Stop(
    'ADDRESS_PRIVATE',
    `is at ${host}, which belongs to this machine or a private network: Meta cannot reach it`,
  );
}

function unknown(host: string): Stop {
  return new Stop('UNREACHABLE', `is at ${host}, a name that the DNS does not resolve`);
}
