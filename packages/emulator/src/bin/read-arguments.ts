import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { isHost, isPublicUrl } from '../serve/serve-options.ts';

/** What `--help` prints. */
export const usage = `Usage: npx @threads-sdk/emulator [options]

Starts a local Threads API with a consent page and a timeline to look at. It prints where it listens, the app's id and
secret, and a token of each user. Nothing leaves this machine.

Where it listens
  --port <number>       0 to 65535, 0 for any free one (default: 4000)
  --host <address>      Address to listen on (default: 127.0.0.1, reachable from this machine only)
  --https               Serve https, with a certificate of an authority that is made once and kept in your own folder;
                        it prints how to trust it, and how clients with https://graph.threads.net built in get here
  --public-url <url>    What stands in front, such as a tunnel: addresses in answers begin with it
  --allow-host <name>   Name or address that requests may carry in Host, besides loopback, --host and --public-url;
                        repeat it for more
  --open                Open the timeline in the browser

Who is there
  --user <username>     Account that exists from the start; repeat it for more (default: threads_dev and reader)
  --app-id <digits>     The Threads app id that clients send as client_id (default: 990602627938098)
  --app-secret <text>   The Threads app secret (default: follows from the seed)
  --redirect-uri <uri>  Address that the consent page may return to; repeat it for more
                        (default: http://localhost:3000/callback)
  --seed <number>       Whole number that all ids, tokens and insights follow from (default: 1)
  --state <file>        Keep everything in this file: users, posts, tokens outlive the program, and --user adds to them.
                        Nothing that was answered is lost, even if the program is killed

  --media <how>         How images and videos are judged: trust (by their address alone) or fetch (downloaded and
                        held against Meta's limits) (default: trust)
  --version             Print the version
  -h, --help            Print this text

Exit codes: 0 after Ctrl+C or SIGTERM, 1 if it could not start or not keep its
state, 2 for options that make no sense.`;

/** What the program was asked for; what is absent is left to the emulator. */
export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly open: boolean;
  readonly https: boolean;
  readonly allowedHosts: readonly string[];
  readonly publicUrl?: string;
  readonly port: number;
  readonly host: string;
  readonly usernames: readonly string[];
  readonly redirectUris: readonly string[];
  readonly appId?: string;
  readonly appSecret?: string;
  readonly seed?: number;
  readonly stateFile?: string;
  readonly media?: 'trust' | 'fetch';
}

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  https: { type: 'boolean' },
  'public-url': { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  open: { type: 'boolean' },
  user: { type: 'string', multiple: true },
  'app-id': { type: 'string' },
  'app-secret': { type: 'string' },
  'redirect-uri': { type: 'string', multiple: true },
  seed: { type: 'string' },
  state: { type: 'string' },
  media: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments after the program's name; faults are sentences, all of them at once. */
export function readArguments(argv: readonly string[]): Arguments | { readonly faults: readonly string[] } {
  const { given, faults: misplaced } = collectOptions(argv);
  const faults = [...misplaced, ...[...given].flatMap(([name, values]) => faultsOf(name, values))];
  if (faults.length > 0) return { faults };

  const one = (name: string): string | undefined => given.get(name)?.[0];
  const [appId, appSecret, seed, stateFile] = ['app-id', 'app-secret', 'seed', 'state'].map(one);
  const media = one('media');
  const publicUrl = one('public-url');
  return {
    help: given.has('help'),
    version: given.has('version'),
    open: given.has('open'),
    https: given.has('https'),
    allowedHosts: given.get('allow-host') ?? [],
    ...(publicUrl === undefined ? {} : { publicUrl }),
    port: Number(one('port') ?? 4000),
    host: one('host') ?? '127.0.0.1',
    usernames: given.get('user') ?? [],
    redirectUris: given.get('redirect-uri') ?? [],
    ...(appId === undefined ? {} : { appId }),
    ...(appSecret === undefined ? {} : { appSecret }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(media === 'trust' || media === 'fetch' ? { media } : {}),
  };
}

/** What was given, by its option; and what belongs nowhere. Node's strict mode would stop at the first fault. */
function collectOptions(argv: readonly string[]): {
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly string[];
} {
  const given = new Map<string, readonly string[]>();
  const faults: string[] = [];
  // What follows a faulty option was most likely meant as its value.
  let afterFault = false;
  for (const token of parseArgs({ args: [...argv], options, strict: false, tokens: true }).tokens) {
    const fault: string | undefined =
      afterFault && token.kind === 'positional' ? undefined : misplacement(token);
    afterFault = token.kind === 'option' && fault !== undefined;
    if (fault !== undefined) faults.push(fault);
    else if (token.kind === 'option') {
      given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? '']);
    }
  }
  return { given, faults };
}

interface Token {
  readonly kind: 'option' | 'positional' | 'option-terminator';
  readonly name?: string;
  readonly rawName?: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function misplacement({ kind, name = '', rawName = '', value, inlineValue }: Token): string | undefined {
  if (kind === 'positional') return `"${value}" belongs to no option`;
  if (kind === 'option-terminator') return undefined;
  if (!Object.hasOwn(options, name)) return `there is no option ${rawName}`;
  if (rules[name] === undefined) {
    return value === undefined ? undefined : `${rawName} takes no value`;
  }
  const looksLikeOption = value?.startsWith('-') === true && inlineValue === false;
  return value === undefined || value === '' || looksLikeOption ? `${rawName} needs a value` : undefined;
}

/** What values of an option must be like, and how to say that. */
const rules: Readonly<Record<string, readonly [must: string, holds: (value: string) => boolean]>> = {
  port: ['a number from 0 to 65535', (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535],
  host: [
    'an IP address or the name of a host',
    (value) => isIP(value) !== 0 || /^[A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?$/.test(value),
  ],
  'public-url': ['an address of http or https without a path', isPublicUrl],
  'allow-host': ['the name or the address of a host, without a port', isHost],
  user: ['1 to 30 letters, digits, dots or underscores', (value) => /^[A-Za-z0-9._]{1,30}$/.test(value)],
  'app-id': ['1 to 20 digits', (value) => /^\d{1,20}$/.test(value)],
  'app-secret': ['printable ASCII without spaces', (value) => /^[!-~]+$/.test(value)],
  'redirect-uri': ['an absolute address', (value) => URL.canParse(value)],
  media: ['trust or fetch', (value) => value === 'trust' || value === 'fetch'],
  state: ['the path of a file', (value) => !/[/\\]$/.test(value)],
  seed: [
    'a whole number from 0 to 4294967295',
    (value) => /^\d{1,10}$/.test(value) && Number(value) < 2 ** 32,
  ],
};

function faultsOf(name: string, values: readonly string[]): readonly string[] {
  const rule = rules[name];
  if (rule === undefined) return []; // a switch
  const [must, holds] = rule;
  const keys = values.map((value) => (name === 'user' ? value.toLowerCase() : value));
  const repeated =
    name === 'user' || name === 'redirect-uri' || name === 'allow-host'
      ? values.filter((_, index) => keys.indexOf(keys[index] ?? '') !== index).map((value) => ` ${value}`)
      : values.slice(1).map(() => '');
  return [
    ...values.filter((value) => !holds(value)).map((value) => `--${name} must be ${must}, not "${value}"`),
    ...repeated.map((value) => `--${name}${value} is given more than once`),
  ];
}
