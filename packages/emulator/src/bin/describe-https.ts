import type { Https } from './https.ts';

/** How clients come to trust the certificate, and how those that have Threads' hosts built in get here. */
export function describeHttps(
  { authorityFile, hosts }: Pick<Https, 'authorityFile' | 'hosts'>,
  url: string,
): readonly string[] {
  const file = `"${authorityFile}"`;
  const { port } = new URL(url);
  return [
    '',
    'Trust: the authority was made on this machine, and can vouch for the hosts of Threads and loopback alone',
    row('Certificate', authorityFile),
    row('Node', `NODE_EXTRA_CA_CERTS=${file}`),
    row('', 'exported before Node starts, or by exec: Node does not heed it from a .env file'),
    row('curl', `curl --cacert ${file}`),
    row(
      'Debian, Ubuntu',
      `sudo cp ${file} /usr/local/share/ca-certificates/threads-emulator.crt && sudo update-ca-certificates`,
    ),
    row('macOS', `security add-trusted-cert -k ~/Library/Keychains/login.keychain-db ${file}`),
    row('Windows', `certutil -user -addstore Root ${file}`),
    '',
    `Clients that have https://${hosts[0]} built in get here by one of two ways`,
    row('As a proxy', `HTTPS_PROXY=http://localhost:${port || 443}   (Node also needs NODE_USE_ENV_PROXY=1)`),
    row('/etc/hosts', `127.0.0.1 ${hosts.join(' ')}`),
    ...(port === '' ? [] : [row('', 'which leads to port 443 alone: start with --port 443')]),
  ];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(14)} ${value}`;
}
