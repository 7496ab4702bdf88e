import { type CliEnvironment, fail, refuse } from './cli-environment.ts';
import { addressOf, connect, type ControlClient, listOf, membersOf, wordOf } from './control-client.ts';
import { describeDelivery } from './describe-deliveries.ts';
import { httpAddress } from '../input/rules.ts';
import { type CommandLine, readCommand } from './read-options.ts';

/** What `webhooks --help` prints. */
const usage = `Usage: threads-emulator webhooks [options]
       threads-emulator webhooks resend <id> [options]

Lists what an emulator that runs has told your app: the id of each delivery, what it is of, what became of it, how often
it was tried, what was answered last, and when it happened. resend sends one again, whatever became of it.

  --url <address>       Where the emulator is (default: $THREADS_EMULATOR, or http://127.0.0.1:4000)
  -h, --help            Print this text`;

const line: CommandLine = {
  options: { url: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  rules: { url: httpAddress },
  words: 'some',
};

/** Lists the deliveries of an emulator that runs, or sends one again. Gives the exit code. */
export async function runWebhooks(argv: readonly string[], environment: CliEnvironment): Promise<number> {
  const given = readCommand(argv, line, usage, environment);
  if (typeof given === 'number') return given;
  const { options, words } = given;
  const [verb, id, ...more] = words;
  if (verb !== undefined && (verb !== 'resend' || id === undefined || !/^\d+$/.test(id) || more.length > 0))
    return refuse(['webhooks takes nothing, or resend with the id of a delivery'], environment);

  try {
    const client = connect(addressOf(options.get('url')?.[0], environment.variables), environment.signal);
    for (const text of id === undefined ? await list(client) : await resend(client, id))
      environment.print(text);
    return 0;
  } catch (error) {
    return fail(error, environment);
  }
}

async function list(client: ControlClient): Promise<readonly string[]> {
  const { subscription } = await client.send('GET', '/subscription');
  const { callbackUrl, fields } = membersOf(subscription);
  const deliveries = listOf((await client.send('GET', '/deliveries'))['deliveries']);
  return [
    subscription === null
      ? 'No webhook is subscribed. Start the emulator with --webhook and --verify-token.'
      : `${wordOf(callbackUrl)} is told of ${Array.isArray(fields) ? fields.join(', ') : 'nothing'}`,
    ...deliveries.map(describeDelivery),
  ];
}

async function resend(client: ControlClient, id: string): Promise<readonly string[]> {
  return [describeDelivery(membersOf((await client.send('POST', `/deliveries/${id}`))['delivery']))];
}
