import { type CliEnvironment, fail, refuse } from './cli-environment.ts';
import { addressOf, connect, type ControlClient, listOf, membersOf, wordOf } from './control-client.ts';
import { describeDelivery } from './describe-deliveries.ts';
import { httpAddress } from '../input/rules.ts';
import { type CommandLine, readCommand } from './read-options.ts';

const events = ['reply', 'mention', 'publish', 'delete'] as const;

/** Something that happens on an emulator, of which the app is told. */
type TriggerEvent = (typeof events)[number];

/** What `trigger --help` prints. */
const usage = `Usage: threads-emulator trigger reply|mention|publish|delete [options]

Makes something happen on an emulator that runs, so that its webhook is told, and prints what was sent.

  reply                 Somebody replies to a post of a user: the field replies, and publish of who replies
  mention               Somebody mentions a user: the field mentions, and publish of who mentions
  publish               A user publishes a post: the field publish
  delete                A user deletes a post: the field delete

  --to <post>           Which post is replied to or deleted, or whose author is mentioned in a reply: an id, a shortcode or a
                        permalink (default: the newest post of the first user; with mention, a post of its own that mentions
                        the first user but the one of --by)
  --by <username>       Who does it (default: for reply and mention the first other user; for publish the first user; for
                        delete the author)
  --text <text>         What is written
  --url <address>       Where the emulator is (default: $THREADS_EMULATOR, or http://127.0.0.1:4000)
  -h, --help            Print this text`;

const line: CommandLine = {
  options: {
    to: { type: 'string' },
    by: { type: 'string' },
    text: { type: 'string' },
    url: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
  rules: {
    to: ['an id, a shortcode or a permalink', (value) => !/\s/.test(value)],
    by: ['a username', (value) => /^@?[\w.]+$/.test(value)],
    text: ['a text', () => true],
    url: httpAddress,
  },
  words: 'some',
};

/** Makes something happen on an emulator that runs. Gives the exit code. */
export async function runTrigger(argv: readonly string[], environment: CliEnvironment): Promise<number> {
  const given = readCommand(argv, line, usage, environment);
  if (typeof given === 'number') return given;
  const { options, words } = given;
  const event = events.find((name) => name === words[0]);
  if (event === undefined || words.length > 1)
    return refuse([`trigger needs one of ${events.join(', ')}`], environment);
  if (event === 'publish' && options.has('to'))
    return refuse(['--to goes with reply, mention and delete'], environment);
  if (event === 'delete' && options.has('text'))
    return refuse(['--text goes with reply, mention and publish'], environment);

  const one = (name: string): string | undefined => options.get(name)?.[0];
  const wish: Wish = { event, to: one('to'), by: one('by')?.replace(/^@/, ''), text: one('text') };
  try {
    const client = connect(addressOf(one('url'), environment.variables), environment.signal);
    await trigger(client, wish, environment.print);
    return 0;
  } catch (error) {
    return fail(error, environment);
  }
}

interface Wish {
  readonly event: TriggerEvent;
  readonly to: string | undefined;
  readonly by: string | undefined;
  readonly text: string | undefined;
}

async function trigger(client: ControlClient, wish: Wish, print: (line: string) => void): Promise<void> {
  const act = actOf(wish, readTown(await client.send('GET', '/state')));
  const earlier = listOf((await client.send('GET', '/deliveries'))['deliveries']).length;
  const { id } = await client.send('POST', '/acts', act);
  // What is deleted has its id already.
  const ids = [...new Set([act.to, wordOf(id)])].filter((known) => known !== undefined);
  print(`@${act.by}: ${act.act} ${ids.join(', ')}`);

  // It waits for those that are on their way.
  const deliveries = listOf((await client.send('POST', '/deliveries'))['deliveries']).slice(earlier);
  for (const delivery of deliveries) print(describeDelivery(delivery));
  if (deliveries.length > 0) return;
  const { subscription } = await client.send('GET', '/subscription');
  print(
    subscription === null
      ? 'Nothing was sent: no webhook is subscribed. Start the emulator with --webhook and --verify-token.'
      : 'Nothing was sent: the webhook is not subscribed to this, or the user did not grant the app to be told.',
  );
}

/** A request to the control API that makes something happen. */
interface Act {
  readonly by: string;
  readonly act: 'post' | 'reply' | 'delete';
  readonly to?: string;
  readonly text?: string;
}

/** Who is there, the first user first, and what they posted, oldest first. */
interface Town {
  readonly users: readonly { readonly id: string; readonly username: string }[];
  readonly posts: readonly {
    readonly id: string;
    readonly shortcode: string;
    readonly ownerId: string;
    readonly isOriginal: boolean;
  }[];
}

/**
 * What makes an event happen, with what was left open filled in.
 *
 * @throws {Error} with a sentence for the person if there is nobody or nothing for it.
 */
function actOf({ event, to, by, text }: Wish, town: Town): Act {
  const [first] = town.users;
  if (first === undefined) throw new Error('there are no users: start the emulator with --user');
  const post = to === undefined ? undefined : findPost(town, to);
  if (event === 'publish') return { by: by ?? first.username, act: 'post', text: text ?? 'Something new' };
  const target = post ?? (event === 'mention' ? undefined : newestOf(town, first));
  // Nobody is told of a mention of their own.
  const isMentioned = ({ username }: Town['users'][number]): boolean =>
    event !== 'mention' || username.toLowerCase() !== by?.toLowerCase();
  const author = town.users.find(({ id }) => id === target?.ownerId) ?? town.users.find(isMentioned) ?? first;
  if (event === 'delete')
    return { by: by ?? author.username, act: 'delete', ...(target && { to: target.id }) };

  const other = by ?? town.users.find(({ id }) => id !== author.id)?.username;
  if (other === undefined || (target === undefined && !isMentioned(author)))
    throw new Error(
      `there is nobody but @${author.username}: add somebody with --user, or name one with --by`,
    );
  const name = `@${author.username}`;
  const written =
    event === 'mention' && text?.includes(name) !== true ? [name, text ?? 'Hello'] : [text ?? 'Hello'];
  return {
    by: other,
    act: target === undefined ? 'post' : 'reply',
    ...(target && { to: target.id }),
    text: written.join(' '),
  };
}

function findPost({ posts }: Town, name: string): Town['posts'][number] {
  const wanted = /\/post\/([\w-]+)/.exec(name)?.[1] ?? name;
  const post = posts.find(({ id, shortcode }) => id === wanted || shortcode === wanted);
  if (post === undefined)
    throw new Error(`there is no post ${name}: --to takes an id, a shortcode or a permalink`);
  return post;
}

function newestOf({ posts }: Town, { id, username }: Town['users'][number]): Town['posts'][number] {
  const post = posts.findLast(({ ownerId, isOriginal }) => ownerId === id && isOriginal);
  if (post === undefined)
    throw new Error(`@${username} has no post yet: trigger publish makes one, or name one with --to`);
  return post;
}

function readTown(state: Readonly<Record<string, unknown>>): Town {
  const store = membersOf(state['store']);
  return {
    users: listOf(store['users']).map(({ id, username }) => ({ id: wordOf(id), username: wordOf(username) })),
    posts: listOf(store['posts']).map(
      ({ id, shortcode, ownerId, carouselItem, repostedPostId, content }) => ({
        id: wordOf(id),
        shortcode: wordOf(shortcode),
        ownerId: wordOf(ownerId),
        isOriginal:
          carouselItem !== true &&
          repostedPostId === undefined &&
          membersOf(content)['replyToId'] === undefined,
      }),
    ),
  };
}
