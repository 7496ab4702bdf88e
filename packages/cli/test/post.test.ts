import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { watched } from './canary.ts';
import { keptPosts, postsThatSay, postThatSays } from './live-posts.ts';
// @boundaries-ignore a tool of tests has one home
import { startS3Stub } from '../../storage/test/s3-stub.ts';
import { serveFastEmulator } from './serve-fast-emulator.ts';
import { createMachine, type Machine } from './threads.ts';

const { emulator, url, variables } = await serveFastEmulator(50, {
  users: [{ username: 'mika', posts: ['Somebody asks'] }],
  media: 'fetch',
  processing: { image: 0, video: 0, carousel: 0 },
});
const machine = watched(createMachine(variables), emulator);
const media = fileURLToPath(new URL('../../../docs/examples/media/', import.meta.url));
const asked = postThatSays(emulator, 'Somebody asks').id;

/** What a person writes for options with values. */
function flags(options: Readonly<Record<string, string | readonly string[]>>): readonly string[] {
  return Object.entries(options).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => [`--${name}`, value]),
  );
}

async function type(
  args: readonly string[],
  options?: Parameters<Machine['type']>[1],
): Promise<{ readonly code: number; readonly plain: string }> {
  const { code, screen } = await machine.type(args, options);
  return { code, plain: stripVTControlCharacters(screen) };
}

describe('threads post', () => {
  it('says what a text, files, keys and JSON are about, and how it is used', async () => {
    const [post, chain] = await Promise.all([
      machine.run(['post', '--help']),
      machine.run(['chain', '--help']),
    ]);
    expect([post.code, chain.code]).toEqual([0, 0]);
    for (const words of ['at most 500', 'THREADS_S3_ENDPOINT', '--key "$(date', '"alreadyLive"', 'Examples:'])
      expect(post.stdout).toContain(words);
    for (const words of [
      '![A red gate](gate.jpg)',
      'reply-to-each',
      'nobody is asked',
      '"data": [',
      'Examples:',
    ])
      expect(chain.stdout).toContain(words);
  });

  it('posts a text with everything that can be said of one, and prints its address', async () => {
    const text = 'The gardener did it. Yes, the gardener.';
    const place = String(Object(emulator.snapshot().store.locations[2]).id);
    const reader = emulator.issueToken({ username: 'mika' });
    const address = `${url}/v1.0/${asked}?fields=permalink&access_token=${reader.accessToken}`;
    const { permalink } = await (await emulator.fetch(new Request(address))).json();
    const options = {
      topic: '#mystery',
      location: place,
      'reply-to': permalink,
      quote: asked,
      spoiler: 'gardener',
      country: ['jp', 'DE'],
      'who-can-reply': 'followers-only',
      instagram: 'dark',
      link: 'https://example.com/kyoto',
      gif: 'l0MYt5jPR6QX5pnqM',
    };
    const { code, stdout, stderr } = await machine.run(['post', text, ...flags(options), '--approve']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^Key: post-\w{20}\n.*\n$/) });
    const [timeline = ''] = /http:\S+/.exec(stderr) ?? [];
    expect(await (await fetch(timeline)).text()).toContain('<main');
    expect(stdout).toMatch(/^https:\/\/www\.threads\.com\/@mika\/post\/[\w-]+\n$/);
    expect(postThatSays(emulator, text).content).toMatchObject({
      topicTag: 'mystery',
      locationId: place,
      replyToId: asked,
      quotedPostId: asked,
      textEntities: [
        { entityType: 'SPOILER', offset: 4, length: 8 },
        { entityType: 'SPOILER', offset: 30, length: 8 },
      ],
      allowlistedCountryCodes: ['JP', 'DE'],
      replyAudience: 'FOLLOWERS_ONLY',
      replyApprovals: true,
      linkAttachmentUrl: 'https://example.com/kyoto',
      gifUrl: expect.stringContaining('l0MYt5jPR6QX5pnqM'),
    });
    const sent = emulator.requests.filter(({ operation }) => operation === 'createContainer');
    expect(sent.at(-1)?.parameters).toMatchObject({ crossreshare_to_ig_dark_mode: 'true' });
  });

  it('posts a long text from a file', async () => {
    const file = join(machine.home, 'long.txt');
    writeFileSync(file, `Day one: the gate. ${'Up before the city. '.repeat(100)}\n`);
    const [dry, posted, missing, empty] = await Promise.all([
      machine.run(['post', 'Three long days', '--long-text', 'long.txt', '--dry-run']),
      machine.run(['post', 'Three long days', '--long-text', file]),
      machine.run(['post', '--long-text', 'nowhere.txt', '--topic', '']),
      machine.run(['post', '--long-text', '/dev/null']),
    ]);
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('a long text of 2018 characters') });
    expect(posted.code).toBe(0);
    const sent = emulator.requests.filter(({ operation }) => operation === 'createContainer');
    const attached = sent.map(({ parameters }) => String(parameters['text_attachment'] ?? ''));
    expect(attached.some((json) => json.includes('Day one: the gate.'))).toBe(true);
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere.txt cannot be read (ENOENT)'),
    });
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('--long-text') });
  });

  it('posts a poll, and a ghost', async () => {
    const [poll, ghost] = await Promise.all([
      machine.run(['post', 'In the morning?', '--poll', 'Tea', '--poll', 'Coffee']),
      machine.run(['post', 'Gone tomorrow', '--ghost']),
    ]);
    expect([poll.code, ghost.code]).toEqual([0, 0]);
    expect(postThatSays(emulator, 'In the morning?').content).toMatchObject({
      poll: { options: ['Tea', 'Coffee'] },
    });
    expect(postThatSays(emulator, 'Gone tomorrow').content).toMatchObject({ ghost: true });
  });

  it('posts files and addresses in the order of the line, each with its own description', async () => {
    const args = ['--video', 'walk.mp4', '--alt', 'A walk', '--image', 'garden.jpg', '--image', 'gate.jpg'];
    const { code, stdout } = await machine.run(
      ['post', 'Three days', ...args, '--alt', 'A gate', '--spoiler-media', '--json'],
      { cwd: media },
    );
    expect(code).toBe(0);
    const { content, id } = postThatSays(emulator, 'Three days');
    expect(JSON.parse(stdout)).toEqual({
      id,
      permalink: expect.stringContaining('https://'),
      timestamp: expect.any(String),
      key: expect.stringMatching(/^post-/),
      alreadyLive: false,
    });
    const items = keptPosts(emulator).filter((each) => content.children?.includes(each.id));
    expect(items.map(({ mediaType, content: { altText } }) => [mediaType, altText])).toEqual([
      ['VIDEO', 'A walk'],
      ['IMAGE', undefined],
      ['IMAGE', 'A gate'],
    ]);
    expect(content).toMatchObject({ spoilerMedia: true });
  });

  it('names every fault at once, before anything is sent', async () => {
    const before = emulator.requests.length;
    const wrong = {
      alt: 'too early',
      image: 'nowhere.jpg',
      poll: 'Tea',
      spoiler: 'butler',
      topic: 'a.b',
      'reply-to': 'not a post',
      instagram: 'pink',
      'who-can-reply': 'nobody',
      country: 'Japan',
      link: 'ftp://example.com',
    };
    const twice = ['--alt', 'one', '--alt', 'two'];
    const [{ code, stdout, stderr }, poll, noImage] = await Promise.all([
      machine.run(['post', 'x'.repeat(501), ...flags(wrong), ...twice]),
      machine.run(['post', '--poll', 'A', '--poll', 'B']),
      machine.run(['post', 'Hi', '--image', 'threads.sqlite']),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const fault of [
      '--alt "too early" stands before',
      'nowhere.jpg has more than one --alt',
      'nowhere.jpg cannot be opened (ENOENT)',
      'the text must have at most 500 characters, has 501',
      '--poll must have 2 to 4',
      '--poll does not go with --image or --video, --link',
      '--spoiler "butler" does not occur',
      '--topic must have 1 to 50',
      '--reply-to must be an id, an address or a shortcode',
      '--instagram must be one of: light, dark',
      '--who-can-reply must be one of: everyone',
      '--country must be two capital letters',
      '--link must be an http or https URL',
    ])
      expect(stderr).toContain(fault);
    expect(poll).toMatchObject({ code: 2, stderr: expect.stringContaining('a poll needs a text') });
    expect(noImage).toMatchObject({ code: 2, stderr: expect.stringContaining('threads.sqlite is ') });
    expect(emulator.requests.length).toBe(before);
  });

  it('takes the text from standard input, piped or asked for', async () => {
    const [piped, wanted, none] = await Promise.all([
      machine.run(['post'], { input: 'From a pipe\r\nin two lines\n\n' }),
      machine.run(['post', '-', '--image', join(media, 'gate.jpg')], { input: 'A caption' }),
      machine.run(['post']),
    ]);
    expect([piped.code, wanted.code, none.code]).toEqual([0, 0, 2]);
    expect(postsThatSay(emulator, 'From a pipe\nin two lines')).toHaveLength(1);
    expect(postThatSays(emulator, 'A caption')).toMatchObject({ mediaType: 'IMAGE' });
    expect(none.stderr).toContain('there is nothing to post');
    // It could not be changed any more.
    expect(await machine.run(['post'], { input: Buffer.from('Caf\u00E9', 'latin1') })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not a text in UTF-8'),
    });
  });

  it('goes on with the same post when the same command is typed again', async () => {
    const first = await machine.run(['post', 'Once', '--json']);
    const second = await machine.run(['post', 'Once', '--json']);
    const { alreadyLive: _, ...posted } = JSON.parse(first.stdout);
    expect(JSON.parse(second.stdout)).toEqual({ ...posted, alreadyLive: true });
    expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('is live already, since 20') });
    expect(postsThatSay(emulator, 'Once')).toHaveLength(1);
    // On purpose.
    expect(await machine.run(['post', 'Once', '--key', '2026-11-30'])).toMatchObject({ code: 0 });
    expect(postsThatSay(emulator, 'Once')).toHaveLength(2);
    const reused = await machine.run(['post', 'Twice', '--key', '2026-11-30']);
    expect(reused).toMatchObject({ code: 2, stderr: expect.stringContaining('belongs to another post') });
    expect(await machine.run(['post', 'Once', '--key', '2026-11-30'])).toMatchObject({ code: 0 });
    expect(postsThatSay(emulator, 'Once')).toHaveLength(2);
  });

  it('does not take a file that was changed for the one that is live', async () => {
    const chart = join(machine.home, 'chart.jpg');
    const command = ['post', 'The chart', '--image', chart, '--json'];
    copyFileSync(join(media, 'gate.jpg'), chart);
    const first = await machine.run(command);
    const same = await machine.run(command);
    expect(JSON.parse(same.stdout)).toEqual({ ...JSON.parse(first.stdout), alreadyLive: true });
    copyFileSync(join(media, 'garden.jpg'), chart);
    const { code, stdout, stderr } = await machine.run(command);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const { error } = JSON.parse(stderr.split('\n')[1] ?? '');
    expect(error).toMatchObject({ message: expect.stringContaining('the bytes of its files') });
    // Of what was given now, nothing was carried out.
    expect(error).not.toHaveProperty('carriedOut');
    expect(postsThatSay(emulator, 'The chart')).toHaveLength(1);
  });

  it('posts nothing where its journal is damaged, and does not advise to begin a new one blindly', async () => {
    const damaged = createMachine(variables);
    expect(await damaged.run(['post', 'Kept'])).toMatchObject({ code: 0 });
    const file = join(damaged.home, 'threads.sqlite');
    const database = new DatabaseSync(file);
    database.exec(`CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END`);
    expect(await damaged.run(['post', 'Not written down'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Nothing was published\.\nLook at the data folder[^]* may be full/),
    });
    expect(postsThatSay(emulator, 'Not written down')).toHaveLength(0);
    database.exec('DROP TRIGGER full; PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(7, 4096));
    const { code, stderr } = await damaged.run(['post', 'Kept']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/threads\.sqlite: [^]*malformed\n[^]*look at your profile before/),
    });
    expect(postsThatSay(emulator, 'Kept')).toHaveLength(1);
  });

  it('says that a post is gone which was live, and does not post it again', async () => {
    const { stdout } = await machine.run(['post', 'To be deleted', '--json']);
    const { accessToken } = emulator.issueToken({ username: 'mika' });
    await emulator.fetch(
      new Request(`${url}/v1.0/${JSON.parse(stdout).id}?access_token=${accessToken}`, { method: 'DELETE' }),
    );
    const { code, stderr } = await machine.run(['post', 'To be deleted']);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('cannot be found any more'),
    });
    expect(postsThatSay(emulator, 'To be deleted')).toHaveLength(0);
  });

  it('ends with the exit code of what went wrong, and goes on afterwards', async () => {
    emulator.planFault({ kind: 'error', preset: 'rate-limited', operation: 'createContainer', times: 99 });
    expect(await machine.run(['post', 'Later'])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('Type the same command again'),
    });
    emulator.clearFaults();
    const unreachable = ['post', 'Nowhere', '--image', 'https://nowhere.invalid/gate.jpg'];
    expect(await machine.run(unreachable)).toMatchObject({ code: 1 });
    expect(await machine.run(['post', 'Later'])).toMatchObject({ code: 0 });
    expect(postsThatSay(emulator, 'Later')).toHaveLength(1);
    expect(await machine.run(['post', 'Who?', '--account', 'nobody'])).toMatchObject({ code: 4 });
  });

  it('says that the outcome is unknown when it is', async () => {
    emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer', times: 99 });
    emulator.planFault({ kind: 'html', operation: 'listThreads', times: 99 });
    const { code, stderr } = await machine.run(['post', 'Perhaps']);
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: expect.stringMatching(
        /Key: (post-\w+)\n[^]*live[^]*Type the same command again[^]*\1[^]*Do not post it/,
      ),
    });
    emulator.clearFaults();
    expect(await machine.run(['post', 'Perhaps'])).toMatchObject({ code: 0 });
    expect(postsThatSay(emulator, 'Perhaps')).toHaveLength(1);
  });
});

describe('threads post at a terminal', () => {
  /** A program that stands in for an editor: it writes what a variable says. */
  const editor = join(machine.home, 'editor');
  writeFileSync(editor, '#!/bin/sh\ncat "$1" 2>/dev/null\nprintf "%s" "$WRITES" > "$1"\nexit "${ENDS:-0}"\n');
  chmodSync(editor, 0o700);
  const draft = join(machine.home, 'draft.txt');

  it('lets the person write in their editor, counts, and keeps the draft until it is posted', async () => {
    const env = { EDITOR: `${editor} --wait`, VISUAL: editor };
    const failed = await type(['post'], { env: { ...env, WRITES: 'A draft', ENDS: '3' } });
    expect(failed).toMatchObject({ code: 1, plain: expect.stringContaining('ended with 3') });
    expect(readFileSync(draft, 'utf8')).toBe('A draft');
    const long = `Written 京都 ${'京'.repeat(200)}`;
    const posted = await type(['post'], { env: { ...env, WRITES: `${long}\n` }, columns: 200 });
    expect(posted.plain).toContain('A draft'); // the editor began with it
    expect(posted.plain).toMatch(/211 of 500 characters by Meta's rule, 615 bytes: Threads may refuse it/);
    expect(posted.code).toBe(0);
    expect(postsThatSay(emulator, long)).toHaveLength(1);
    expect(existsSync(draft)).toBe(false);
    const empty = await type(['post'], { env: { ...env, WRITES: ' \n' } });
    expect(empty).toMatchObject({ code: 130, plain: expect.stringContaining('Nothing was posted') });
    const unwritten = await type(['post'], { env: { EDITOR: 'exit 1;' } });
    expect(unwritten.plain).not.toContain('is kept');
    // Two editors in one draft would each post what the other one wrote.
    let second: ReturnType<typeof type> | undefined;
    const first = await type(['post'], {
      env: { EDITOR: `echo open >&2; read -r go; ${editor}`, WRITES: 'The first of two' },
      answers: [
        [
          'open',
          async () => {
            second = type(['post'], { env: { EDITOR: editor, WRITES: 'The second of two' } });
            await second;
            return '\n';
          },
        ],
      ],
    });
    expect(first.code).toBe(0);
    expect(await second).toMatchObject({ code: 1, plain: expect.stringContaining('another `threads post`') });
    expect(postsThatSay(emulator, 'The first of two')).toHaveLength(1);
    const none = await type(['post']);
    expect(none).toMatchObject({ code: 2, plain: expect.stringContaining('EDITOR') });
  });

  it('ends in order with Ctrl+C, and goes on with the same command', async () => {
    emulator.configure({ processing: { image: 20_000 } });
    const command = ['post', 'Interrupted', '--image', join(media, 'gate.jpg')];
    const { code, plain } = await type(command, {
      answers: [['Threads processes it', '\u0003']],
      columns: 100,
    });
    expect(code).toBe(130);
    expect(plain).toContain('Interrupted. Nothing was posted.');
    expect(plain).toContain('Type the same command again');
    emulator.configure({ processing: { image: 0 } });
    const { code: done, screen } = await machine.type(command, { env: { NO_COLOR: '1' }, columns: 40 });
    expect(done).toBe(0);
    expect(screen).not.toContain('\u001B[2m');
    expect(postsThatSay(emulator, 'Interrupted')).toHaveLength(1);
  });
});

describe('threads post --dry-run', () => {
  it('shows how it will look, and sends nothing', async () => {
    const before = emulator.requests.length;
    const options = { alt: 'A red gate', topic: 'kyoto', quote: '456', location: '789', spoiler: 'city' };
    const gate = join(media, 'gate.jpg');
    const args = [
      'post',
      'Up before the city.',
      '--image',
      gate,
      ...flags(options),
      '--reply-to',
      'DxXu4hvafv7',
      '--dry-run',
    ];
    const [{ code, stdout, stderr }, json, refused, empty] = await Promise.all([
      machine.run(args),
      machine.run([...args, '--json']),
      machine.run(['post', '--image', 'https://nowhere.invalid/gate.jpg', '--dry-run']),
      machine.run(['post', '--dry-run']),
    ]);
    expect(code).toBe(0);
    for (const shown of [
      '19 of 500 characters',
      'Up before the city.',
      'gate.jpg: A red gate',
      'covered: city',
    ])
      expect(stdout).toContain(shown);
    expect(stderr).toContain('Nothing was sent.');
    const shownMedia = [{ image: gate, alt_text: 'A red gate' }];
    expect(JSON.parse(json.stdout)).toEqual({
      dryRun: true,
      data: [{ text: 'Up before the city.', characters: 19, bytes: 19, media: shownMedia }],
    });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('The emulator would refuse') });
    expect(empty.code).toBe(2);
    expect(emulator.requests.length).toBe(before);
  });
});

describe('files', () => {
  it('are handed to an emulator, which shows them after the command has ended', async () => {
    const file = join(media, 'gate.jpg');
    expect(await machine.run(['post', 'To look at', '--image', file])).toMatchObject({ code: 0 });
    const { mediaUrl = '' } = postThatSays(emulator, 'To look at').content;
    const shown = await fetch(String(mediaUrl));
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await shown.arrayBuffer()).equals(readFileSync(file))).toBe(true);
  });

  it('are uploaded to a bucket, from which they are downloaded by a signed address', async () => {
    const stub = await startS3Stub();
    await stub.createBucket('media');
    const { code, stdout, stderr } = await machine.run(
      ['post', 'Out of a bucket', '--image', join(media, 'gate.jpg')],
      {
        env: {
          THREADS_S3_ENDPOINT: stub.endpoint,
          THREADS_S3_REGION: stub.region,
          THREADS_S3_BUCKET: 'media',
          THREADS_S3_ACCESS_KEY_ID: stub.accessKeyId,
          THREADS_S3_SECRET_ACCESS_KEY: stub.secretAccessKey,
          NODE_OPTIONS: '', // in the time of the bucket
        },
      },
    );
    await stub.stop();
    expect(code).toBe(0);
    const { mediaUrl } = postThatSays(emulator, 'Out of a bucket').content;
    expect(mediaUrl).toMatch(
      new RegExp(`^${stub.endpoint}/media/threads/\\w{64}\\.jpg\\?.*X-Amz-Signature=`),
    );
    expect(stdout + stderr).not.toContain(stub.secretAccessKey);
  });

  it('are copied to a folder that a web server shows', async () => {
    const folder = join(machine.home, 'www');
    mkdirSync(folder);
    emulator.planFault({ kind: 'error', operation: 'createContainer', times: 99 });
    const env = { THREADS_FOLDER: folder, THREADS_FOLDER_URL: 'https://media.example.com/files' };
    await machine.run(['post', 'Shown', '--image', join(media, 'gate.jpg')], { env });
    emulator.clearFaults();
    const [name = ''] = readdirSync(join(folder, 'threads'));
    const sent = emulator.requests.filter(({ operation }) => operation === 'createContainer').at(-1);
    expect(sent?.parameters['image_url']).toBe(`https://media.example.com/files/threads/${name}`);
  });

  it('need a storage where Threads itself is meant, and faults of its variables are named all at once', async () => {
    const args = ['post', 'Hello', '--image', join(media, 'gate.jpg')];
    const real = { THREADS_EMULATOR: '' };
    const { code, stderr } = await machine.run(args, { env: real });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('THREADS_S3_ENDPOINT') });
    const secret = 'wJalrXUtnFEMI/K7MDENG';
    const wrong = await machine.run(args, {
      env: {
        ...real,
        THREADS_S3_SECRET_ACCESS_KEY: secret,
        THREADS_S3_ENDPOINT: 's3',
        THREADS_S3_PUBLIC_URL: 'x',
      },
    });
    expect(wrong.code).toBe(2);
    for (const name of ['ENDPOINT', 'REGION', 'BUCKET', 'ACCESS_KEY_ID', 'PUBLIC_URL'])
      expect(wrong.stderr).toContain(`THREADS_S3_${name} must be`);
    expect(wrong.stderr).not.toContain(secret);
  });
});
