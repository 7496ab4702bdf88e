import openapi from '@threads-sdk/openapi' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { readOperations } from '../src/commands/api/operations.ts';
import { watched } from './canary.ts';
import { runHere } from './run-here.ts';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine } from './threads.ts';

const { emulator, url } = await serveEmulator({
  processing: { image: 0, carousel: 0 },
  users: [
    {
      username: 'kyoto.walks',
      followers: 500,
      posts: [
        {
          text: 'Three days in Kyoto',
          replyApprovals: true,
          replies: [
            { by: 'meta', text: 'Hello, @kyoto.walks' },
            { by: 'meta', text: 'May I?' },
          ],
        },
        { text: 'The gate', topicTag: 'kyoto', media: [{ image: 'https://media.example/gate.jpg' }] },
        { text: 'Gone tomorrow', ghost: true },
      ],
    },
    {
      username: 'meta',
      followers: 500,
      posts: [{ text: 'Look, @kyoto.walks', replies: [{ by: 'kyoto.walks', text: 'I agree' }] }],
    },
  ],
});
const machine = watched(createMachine({ THREADS_EMULATOR: url }), emulator);

async function api(...args: readonly string[]) {
  const { code, stdout, stderr } = await runHere(['api', ...args], {
    emulator,
    url,
    username: 'kyoto.walks',
  });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const { data: posts } = await api('listThreads', '--fields', 'text,permalink');
const post = posts.find(({ text }: { text: string }) => text === 'Three days in Kyoto');
const { data: waiting } = await api('listPendingReplies', '--media_id', post.id);
const [reply, pendingReply] = waiting;
await api('managePendingReply', '--reply_id', reply.id, '--approve');
const container = (...args: readonly string[]) => api('createContainer', ...args);
const imageArgs = [
  '--media_type',
  'IMAGE',
  '--image_url',
  'https://media.example/gate.jpg',
  '--is_carousel_item',
];
const [one, two, text, place] = await Promise.all([
  container(...imageArgs),
  container(...imageArgs),
  container('--media_type', 'TEXT', '--text', 'Good morning'),
  api('searchLocations', '--q', 'Menlo Park'),
]);

/** What this Threads has for the things that parameters name. */
const things: Readonly<Record<string, string>> = {
  post: post.id,
  permalink: post.permalink,
  reply: reply.id,
  'pending reply': pendingReply.id,
  container: text.id,
  'carousel items': `${one.id},${two.id}`,
  location: place.data[0].id,
};

type Examples = Readonly<Record<string, { readonly value?: unknown }>> | undefined;

/** The parameters of an operation in the description, as they are sent, which is how they are typed. */
function exampleArguments(id: string): readonly string[] {
  const { operation, resolve } = described(id);
  const names = new Map(
    readOperations()
      .find((each) => each.id === id)
      ?.parameters.map(({ name }) => [name, true]),
  );
  const own = (operation.parameters ?? []).flatMap((given) => {
    const parameter = resolve(given);
    const examples: Examples = parameter.examples;
    const needed = parameter.required === true && parameter['x-threads-default'] === undefined;
    if (!needed && given.$ref !== undefined) return [];
    const thing = things[String(parameter['x-threads-names'])];
    // An operation of one path among several calls its id by another name.
    const name = names.has(parameter.name ?? '') ? parameter.name : [...names.keys()][0];
    const value = thing ?? Object.values(examples ?? {})[0]?.value;
    return value === undefined ? [] : [`--${name}`, String(value)];
  });
  const form = operation.requestBody?.content['application/x-www-form-urlencoded'];
  return [...own, ...formArguments(id, Object.values(form?.examples ?? {})[0]?.value)];
}

function described(id: string) {
  const resolve = <Value extends { readonly $ref?: string }>(value: Value): Value =>
    value.$ref === undefined
      ? value
      : (value.$ref
          .slice(2)
          .split('/')
          .reduce<unknown>((at, part) => Reflect.get(Object(at), part), openapi) as Value);
  const operation = Object.values(openapi.paths)
    .flatMap(({ get, post: send, delete: remove }) => [get, send, remove])
    .flatMap((each) => (each === undefined ? [] : (each['x-threads-views'] ?? [each])))
    .find(({ operationId }) => operationId === id);
  if (operation === undefined) throw new Error(`The description has no operation ${id}.`);
  return { operation, resolve };
}

function formArguments(id: string, example: unknown): readonly string[] {
  const { operation, resolve } = described(id);
  const schema = resolve(operation.requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {});
  return Object.entries(Object(example)).flatMap(([name, value]) => {
    const property = schema.properties?.[name] ?? {};
    return [`--${name}`, things[property['x-threads-names'] ?? ''] ?? String(value)];
  });
}

// What takes away what others need comes last.
const order = ['repost', 'deletePost'];
const operations = readOperations()
  .map(({ id }) => id)
  .toSorted((a, b) => order.indexOf(a) - order.indexOf(b));

describe('threads api', () => {
  it('has every operation of the description but those of the login', () => {
    const all = Object.values(openapi.paths)
      .flatMap(({ get, post: send, delete: remove }) => [get, send, remove])
      .flatMap((each) => (each === undefined ? [] : (each['x-threads-views'] ?? [each])))
      .filter(({ tags }) => !tags.includes('oauth'))
      .map(({ operationId }) => operationId);
    expect(operations.toSorted()).toEqual(all.toSorted());
    expect(operations).toHaveLength(25);
  });

  it.each(operations)('%s is called as its example shows it', async (id) => {
    const answer = await api(id, ...exampleArguments(id));
    expect(answer).toEqual(expect.any(Object));
    expect(emulator.requests.at(-1)).toMatchObject({ operation: id, status: 200 });
  });

  const form =
    described('createContainer').operation.requestBody?.content['application/x-www-form-urlencoded'];
  it.each(Object.entries(form?.examples ?? {}))(
    'createContainer takes the example "%s"',
    async (_, { value }) => {
      // The post that others name is deleted by now.
      const { data } = await api('listThreads', '--limit', '1');
      const args = formArguments('createContainer', value).map((arg) => (arg === post.id ? data[0].id : arg));
      expect(await api('createContainer', ...args)).toEqual({ id: expect.stringMatching(/^\d+$/) });
    },
  );

  it('takes lists with commas, several times or as JSON, and fields with braces', async () => {
    const metrics = (...args: readonly string[]) =>
      api('getUserInsights', ...args).then(({ data }) => data.map(({ name }: { name: string }) => name));
    expect(await metrics('--metric', 'likes,quotes')).toEqual(['likes', 'quotes']);
    expect(await metrics('--metric', 'likes', '--metric', 'quotes')).toEqual(['likes', 'quotes']);
    expect(await metrics('--metric', '["likes","quotes"]')).toEqual(['likes', 'quotes']);
    await api('listThreads', '--fields', 'text, children{id,media_url}');
    expect(emulator.requests.at(-1)).toMatchObject({ parameters: { fields: 'text,children{id,media_url}' } });
  });

  it('reads one page, or all of them', async () => {
    const page = await api('listThreads', '--limit', '1');
    expect(page).toEqual({ data: [expect.any(Object)], paging: { cursors: { after: expect.any(String) } } });
    const all = await api('listThreads', '--limit', '1', '--all');
    expect(all.data.length).toBeGreaterThan(2);
  });

  it('names all faults at once and sends nothing', async () => {
    const before = emulator.requests.length;
    const { code, stdout, stderr } = await machine.run([
      'api',
      'createContainer',
      '--media_type',
      'TXT',
      '--poll_attachment',
      '{',
      '--is_ghost_post',
      'maybe',
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const name of ['media_type: must be one of', 'poll_attachment: ', 'is_ghost_post: '])
      expect(stderr).toContain(name);
    const [unknown, missing] = await Promise.all([
      machine.run(['api', 'listThread']),
      machine.run(['api', 'getThread', '--json']),
    ]);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('listThreads') });
    expect(missing.code).toBe(2);
    expect(JSON.parse(missing.stderr).error.message).toContain('media_id');
    expect(emulator.requests).toHaveLength(before);
  });

  it('has its help from the description', async () => {
    const [overview, writing, reading] = await Promise.all([
      machine.run(['api', '--help']),
      machine.run(['api', 'createContainer', '--help']),
      machine.run(['api', 'listThreads', '--help']),
    ]);
    for (const id of operations) expect(overview.stdout).toContain(`  ${id} `);
    expect(overview.stdout).toContain('left out: they take or give secrets');
    expect(writing.stdout).toMatch(/required; one of TEXT, IMAGE, VIDEO,\s+CAROUSEL\)/);
    expect(writing.stdout).toContain('Typed again it does no harm');
    expect(writing.stdout).toContain('With --auto_publish_text it acts again each time');
    expect(reading.stdout).toMatch(/default:\s+me\)/);
    expect(reading.stdout).toContain('--all');
    for (const { code, stderr } of [overview, writing, reading])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
