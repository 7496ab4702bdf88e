import { parseArgs } from 'node:util';

/** What `--help` prints. */
export const usage = `Usage: threads-emulator [options]

Starts a local Threads API with a consent page and a timeline to look at.

  --port <number>       Port to listen on, 0 for any free one (default: 4000)
  --user <username>     Account that exists from the start; repeat it for more
  --redirect-uri <uri>  Address that an app may be sent back to; repeat it for more
  --media <how>         How images and videos are judged: trust (by their address alone) or fetch (downloaded and
                        held against Meta's limits) (default: trust)
  --version             Print the version
  --help                Print this text`;

/** What the program was asked for. */
export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly port: number;
  readonly usernames: readonly string[];
  readonly redirectUris: readonly string[];
  readonly media: 'trust' | 'fetch';
}

/** Reads the arguments after the program's name; faults are sentences, all of them at once where that is possible. */
export function readArguments(argv: readonly string[]): Arguments | { readonly faults: readonly string[] } {
  let values;
  try {
    values = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string', default: '4000' },
        user: { type: 'string', multiple: true, default: [] },
        'redirect-uri': { type: 'string', multiple: true, default: [] },
        media: { type: 'string', default: 'trust' },
        help: { type: 'boolean', default: false },
        version: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
  const { port, user: usernames, 'redirect-uri': redirectUris, media, help, version } = values;
  const faults = [
    ...(/^\d{1,5}$/.test(port) && Number(port) <= 65_535
      ? []
      : [`--port must be a number from 0 to 65535, not "${port}"`]),
    ...usernames
      .filter((username) => !/^[A-Za-z0-9._]{1,30}$/.test(username))
      .map((username) => `--user must be 1 to 30 letters, digits, dots or underscores, not "${username}"`),
    ...usernames
      .filter((username, index) => usernames.findIndex((other) => sameName(username, other)) !== index)
      .map((username) => `--user ${username} is given more than once`),
    ...redirectUris
      .filter((uri) => !URL.canParse(uri))
      .map((uri) => `--redirect-uri must be an absolute address, not "${uri}"`),
  ];
  if (media !== 'trust' && media !== 'fetch')
    return { faults: [...faults, `--media must be trust or fetch, not "${media}"`] };
  return faults.length > 0
    ? { faults }
    : { help, version, port: Number(port), usernames, redirectUris, media };
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
