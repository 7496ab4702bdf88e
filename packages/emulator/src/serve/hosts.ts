import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Which hosts requests may name. */
export interface Hosts {
  /**
   * Whether a request may name this host. A page of the web can reach a server on loopback under a name of its own (DNS
   * rebinding), and is then of its origin. So only those count that lead nowhere else, and those that a person named.
   *
   * @param host as a `URL` writes it: lower case, IPv6 in brackets
   * @param localAddress that the connection came to
   */
  accepts(host: string, localAddress: string | undefined): boolean;
  /** Whether a person named this host. */
  isNamed(host: string): boolean;
}

/**
 * What is accepted: loopback, the name that is listened on, the address that a connection came to, and what a person named.
 *
 * @param hostname that is listened on
 * @param names as a person writes them
 */
export function createHosts(hostname: string, names: readonly string[]): Hosts {
  const named = new Set(names.map((name) => readHost(name)));
  const own = readHost(hostname);
  return {
    accepts: (host, localAddress) =>
      isLoopback(host) || host === own || named.has(host) || host === readHost(withoutMapping(localAddress)),
    isNamed: (host) => named.has(host),
  };
}

// Who listens for IPv6 is told the addresses of IPv4 in its way.
function withoutMapping(address = ''): string {
  return address.replace(/^::ffff:(?=.*\.)/, '');
}

/** A name or an address without a port, as a `URL` writes it; `undefined` if it is none. */
export function readHost(text: string): string | undefined {
  const host = isIPv6(text) ? `[${text}]` : text;
  const url = `http://${host}/`;
  const isHost = /^(?:\[[\da-f:.]+\]|[^\s:/?#@\\[\]]+)$/i.test(host) && URL.canParse(url);
  return isHost ? new URL(url).hostname : undefined;
}

/** Whether a host is this machine, whatever any DNS says. */
export function isLoopback(host: string): boolean {
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(
    host,
  );
}

/** The host that a request names, as a `URL` writes it; `undefined` if it names none. */
export function hostOf({ url = '', headers }: IncomingMessage): string | undefined {
  // A whole address in the place of the path goes before the header.
  const isAddress = /^https?:\/\//.test(url);
  if (!isAddress && headers.host === undefined) return undefined;
  const address = isAddress ? url : `http://${headers.host}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}
