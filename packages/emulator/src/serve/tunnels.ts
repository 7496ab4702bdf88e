import type { IncomingMessage, Server } from 'node:http';
import { isLoopback, readHost, type Hosts } from './hosts.ts';
import type { Take } from './one-port.ts';
import { refusalBytes } from './refusal.ts';

/**
 * Makes a server of plain http the proxy of clients that have an address of Meta built in. Every tunnel leads back here,
 * and there is none to anywhere else.
 *
 * @param take - Takes the connection once it is a tunnel; absent where nothing speaks https at its end.
 */
export function openTunnels(
  server: Server,
  hosts: Hosts,
  take: Take | undefined,
  onRefused: (sentence: string) => void,
): void {
  server.on('connect', (incoming, socket, head) => {
    // Who gives up is heard of nowhere else any more.
    socket.on('error', () => socket.destroy());
    const refused = take === undefined ? needsHttps(incoming) : refusedTarget(hosts, incoming);
    if (refused !== undefined) {
      onRefused(refused);
      socket.end(refusalBytes('403 Forbidden', refused));
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    take?.(socket);
  });
}

function needsHttps({ url }: IncomingMessage): string {
  return `A client asked for a tunnel to ${printable(url)}, but https is not served here: start the emulator with --https (https of serve).`;
}

function refusedTarget(hosts: Hosts, { url = '', socket }: IncomingMessage): string | undefined {
  const [, name = '', port = ''] = /^(.*):(\d{1,5})$/.exec(url) ?? [];
  const host = readHost(name.replace(/^\[(.*)\]$/, '$1'));
  const isHere =
    host !== undefined &&
    ((hosts.isNamed(host) && (port === '443' || Number(port) === socket.localPort)) ||
      // Another port of this machine is another server.
      (isLoopback(host) && Number(port) === socket.localPort));
  return isHere
    ? undefined
    : `A client asked for a tunnel to ${printable(url)}. As a proxy the emulator leads to itself alone: exempt other hosts with NO_PROXY, or name a host that it stands for with --allow-host (hosts of serve).`;
}

// It goes to a terminal, and whoever reaches the port has written it.
function printable(text = ''): string {
  return text.replace(/[^!-~]/g, '?').slice(0, 100);
}
