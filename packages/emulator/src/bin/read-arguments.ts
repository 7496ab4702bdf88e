import { isIP } from 'node:net';
import { isHost, isPublicUrl } from '../serve/serve-options.ts';
import type { SettingsChanges } from '../model/settings.ts';
import { httpAddress, printable } from '../input/rules.ts';
import { appRules } from '../model/app-options.ts';
import { readOptions, type CommandLine, type Rule } from './read-options.ts';
import {
  describeBehaviours,
  nameOfPair,
  readSettings,
  readWebhooks,
  settingsRules,
} from './settings-arguments.ts';

/** What `--help` prints. */
export function usage(): string {
  return `Usage: threads-emulator [options]
       threads-emulator exec [options] [--] <command> [arguments]
       threads-emulator trigger reply|mention|publish|delete
       threads-emulator webhooks [resend <id>]

In a shell write npx @threads-sdk/emulator for threads-emulator, whether it is installed or not.

Starts a local Threads API with a consent page and a timeline to look at. It prints where it listens, the app's id and
secret, and a token of each user. Nothing is posted to Threads.

exec starts it on a free port, runs a command with the variables that --env prints, and ends with the command's exit
code. trigger and webhooks work on one that runs; each has a --help of its own.

Where it listens
  --port <number>       0 to 65535, 0 for any free one (default: 4000; 0 with exec)
  --host <address>      Address to listen on (default: 127.0.0.1, reachable from this machine only)
  --https               Serve https, with a certificate of an authority that is made once and kept in your own folder;
                        it prints how to trust it, and how clients with https://graph.threads.net built in get here.
                        With exec the command does both by its variables, and reaches others by NO_PROXY alone
  --public-url <url>    What stands in front, such as a tunnel: addresses in answers begin with it
  --allow-host <name>   Name or address that requests may carry in Host, besides loopback, --host and --public-url;
                        repeat it for more
  --open                Open the timeline in the browser

What it prints
  --write-env <path>    Writes the variables that your app needs into this .env file, once it serves; what else is in
                        the file stays. Since secrets are in it then, only you can read it
  --env                 Nothing but those lines, then it goes on serving. A redirection (> .env) empties the file
                        first, also if the start fails
  --log                 A line for each request, on standard error

Who is there
  --user <username>     Account that exists from the start; repeat it for more (default: threads_dev and reader)
  --app-id <digits>     The Threads app id that clients send as client_id (default: random; with --seed always the same)
  --app-secret <text>   The Threads app secret (default: random; with --seed it follows from it)
  --redirect-uri <uri>  Address that the consent page may return to; repeat it for more
                        (default: http://localhost:3000/callback)
  --access <level>      advanced: the app was reviewed; standard: it was not (default: advanced)
  --seed <number>       Whole number that all ids, tokens and insights follow from (default: another one each time)
  --state <file>        Keep users, posts, tokens and the webhook in this file: they outlive the program, and --user adds to
                        them. A reset goes back to the command line, in the file too: repeat each --user. It is written
                        at the end, and half a second after a call: so much may be lost if the program is killed
                        (SIGKILL) or the power fails

What it tells your app
  --webhook <url>       Subscribe this webhook to everything as soon as it answers; needs --verify-token
  --verify-token <text> What the verification sends as hub.verify_token
  --webhook-values <shape>
                        array or object: how "values" comes (default: array, as over the wire; Meta documents object)
  --webhook-duplicates <number>
                        How often a delivery that was taken is sent again (default: 0)
  --webhook-retries <ms,ms,…>
                        Milliseconds between the attempts of a delivery that is not taken, or none for no second one
                        (default: at once, then ever later until 36 hours are over)
  --deauthorize-url <url>
                        Where the app is told that a user removed it (default: nowhere)
  --data-deletion-url <url>
                        Where the app is asked to delete what it has of a user (default: nowhere)

How it is
  --latency <ms>        What every call takes: 50, or 50-400 to draw it each time (default: 0)
  --processing <kind=ms>
                        Until a container is FINISHED: text=300, image=1000-3000, video=…, carousel=…; repeat it
  --reading-lag <ms>    Until a post shows up in lists and searches (default: 0)
  --media <how>         How images and videos are judged: trust (by their address alone) or fetch (downloaded and
                        held against Meta's limits) (default: trust)
  --behaviour <name=value>
                        How it behaves where the evidence about Meta is split; repeat it. The first value is the default:
${describeBehaviours()
  .map((line) => `                          ${line}`)
  .join('\n')}

  --version             Print the version
  -h, --help            Print this text

Exit codes: 0 after Ctrl+C or SIGTERM, 1 if it could not start or not keep its
state, 2 for options that make no sense; with exec, that of the command.`;
}

/** What the program was asked for; what is absent is left to the emulator. */
export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly open: boolean;
  readonly https: boolean;
  readonly allowedHosts: readonly string[];
  readonly publicUrl?: string;
  readonly env: boolean;
  readonly envFile?: string;
  readonly log: boolean;
  readonly port: number;
  readonly host: string;
  readonly usernames: readonly string[];
  readonly settings: SettingsChanges;
  readonly seed?: number;
  readonly stateFile?: string;
  readonly media?: 'trust' | 'fetch';
  readonly webhook?: { readonly callbackUrl: string; readonly verifyToken: string };
  /** How webhooks are sent. */
  readonly webhooks: ReturnType<typeof readWebhooks>;
  /** The command that `exec` runs, with its arguments. */
  readonly command: readonly string[];
}

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  https: { type: 'boolean' },
  'public-url': { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  open: { type: 'boolean' },
  // Not `env-file`: Node itself takes that, also where it stands behind the program, and refuses a file that is not there.
  'write-env': { type: 'string' },
  env: { type: 'boolean' },
  log: { type: 'boolean' },
  user: { type: 'string', multiple: true },
  'app-id': { type: 'string' },
  'app-secret': { type: 'string' },
  'redirect-uri': { type: 'string', multiple: true },
  access: { type: 'string' },
  seed: { type: 'string' },
  state: { type: 'string' },
  webhook: { type: 'string' },
  'verify-token': { type: 'string' },
  'webhook-values': { type: 'string' },
  'webhook-duplicates': { type: 'string' },
  'webhook-retries': { type: 'string' },
  'deauthorize-url': { type: 'string' },
  'data-deletion-url': { type: 'string' },
  latency: { type: 'string' },
  processing: { type: 'string', multiple: true },
  'reading-lag': { type: 'string' },
  media: { type: 'string' },
  behaviour: { type: 'string', multiple: true },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the arguments after the program's name, or after `exec`; faults are sentences, all of them at once.
 *
 * @param way - Whether the emulator serves until it is stopped, or for as long as another program runs.
 */
export function readArguments(
  argv: readonly string[],
  way: 'serve' | 'exec' = 'serve',
): Arguments | { readonly faults: readonly string[] } {
  const line: CommandLine = { options, rules, keys, words: way === 'exec' ? 'rest' : 'none' };
  const given = readOptions(argv, line);
  const faults = 'faults' in given ? given.faults : contradictions(given.options, given.words, way);
  if ('faults' in given || faults.length > 0) return { faults };

  const one = (name: string): string | undefined => given.options.get(name)?.[0];
  const [seed, stateFile, callbackUrl, verifyToken] = ['seed', 'state', 'webhook', 'verify-token'].map(one);
  const media = one('media');
  const publicUrl = one('public-url');
  const envFile = one('write-env');
  return {
    help: given.options.has('help'),
    version: given.options.has('version'),
    open: given.options.has('open'),
    https: given.options.has('https'),
    allowedHosts: given.options.get('allow-host') ?? [],
    ...(publicUrl === undefined ? {} : { publicUrl }),
    env: given.options.has('env'),
    ...(envFile === undefined ? {} : { envFile }),
    log: given.options.has('log'),
    port: Number(one('port') ?? (way === 'exec' ? 0 : 4000)),
    host: one('host') ?? '127.0.0.1',
    usernames: given.options.get('user') ?? [],
    settings: readSettings(given.options),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(media === 'trust' || media === 'fetch' ? { media } : {}),
    ...(callbackUrl === undefined || verifyToken === undefined
      ? {}
      : { webhook: { callbackUrl, verifyToken } }),
    webhooks: readWebhooks(given.options),
    command: given.words,
  };
}

/** What options that are right by themselves make no sense with. */
function contradictions(
  given: ReadonlyMap<string, readonly string[]>,
  words: readonly string[],
  way: 'serve' | 'exec',
): readonly string[] {
  const asks = given.has('help') || given.has('version');
  const pair = ['webhook', 'verify-token'];
  const [lone] = pair.filter((name) => given.has(name));
  const missing = pair.find((name) => !given.has(name));
  return [
    ...(lone !== undefined && missing !== undefined ? [`--${lone} needs --${missing}`] : []),
    ...(way === 'exec' && (words[0] ?? '') === '' && !asks
      ? ['exec needs a command, such as: threads-emulator exec -- npm test']
      : []),
    ...['env', 'write-env']
      .filter((name) => way === 'exec' && given.has(name))
      .map((name) => `--${name} hands over what exec sets already: leave one of them out`),
  ];
}

/** Which values of options that are repeated are the same. */
const keys: Readonly<Record<string, (value: string) => string>> = {
  user: (value) => value.toLowerCase(),
  behaviour: nameOfPair,
  processing: nameOfPair,
};

const file: Rule = ['the path of a file', (value) => !/[/\\]$/.test(value)];

/** What values of an option must be like, and how to say that. */
const rules: Readonly<Record<string, Rule>> = {
  port: ['a number from 0 to 65535', (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535],
  host: [
    'an IP address or the name of a host',
    (value) => isIP(value) !== 0 || /^[A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?$/.test(value),
  ],
  'public-url': ['an address of http or https without a path', isPublicUrl],
  'allow-host': ['the name or the address of a host, without a port', isHost],
  user: ['1 to 30 letters, digits, dots or underscores', (value) => /^[A-Za-z0-9._]{1,30}$/.test(value)],
  'app-id': appRules.clientId,
  'app-secret': appRules.clientSecret,
  'redirect-uri': appRules.redirectUris,
  webhook: httpAddress,
  'verify-token': printable,
  'deauthorize-url': appRules.deauthorizeCallbackUrl,
  'data-deletion-url': appRules.dataDeletionCallbackUrl,
  ...settingsRules,
  media: ['trust or fetch', (value) => value === 'trust' || value === 'fetch'],
  'write-env': file,
  state: file,
  seed: [
    'a whole number from 0 to 4294967295',
    (value) => /^\d{1,10}$/.test(value) && Number(value) < 2 ** 32,
  ],
};
