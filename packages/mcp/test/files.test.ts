import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStorage, openFile } from '@threads-sdk/storage/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { jpeg } from '../../storage/test/pictures.ts';
import type { McpOptions } from '../src/index.ts';
import { type Agent, createStage, type Stage } from './stage.ts';

let home: string;
let media: string;
let stage: Stage;
let agent: Agent;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'threads-mcp-'));
  media = join(home, 'media');
  await mkdir(join(media, 'trip'), { recursive: true });
  await mkdir(join(home, 'media-of-others'));
  await writeFile(join(media, 'trip', 'gate.jpg'), jpeg('gate'));
  await writeFile(join(home, 'private.jpg'), jpeg('private'));
  await writeFile(join(home, 'media-of-others', 'theirs.jpg'), jpeg('theirs'));
  await symlink(join(home, 'private.jpg'), join(media, 'link.jpg'));
  await symlink(home, join(media, 'way-out'));
  stage = createStage();
  const storage = createFolderStorage({
    folder: join(home, 'served'),
    publicUrl: 'https://media.example.com',
  });
  const server: Partial<McpOptions> = { storage, files: { folders: [media], open: openFile } };
  agent = await stage.connect({ person: () => 'accept', server });
});

afterAll(async () => {
  await agent.close();
  await rm(home, { recursive: true });
});

/** Publishes a picture. */
const post = (image: string, key = image) => agent.call('publish', { key, posts: [{ media: [{ image }] }] });

describe('files', () => {
  it('below the folder are posted, by their path or from the folder on, and the person sees the path', async () => {
    expect((await post(join(media, 'trip', 'gate.jpg'), 'gate')).content).toMatchObject({ status: 'done' });
    expect(agent.questions.at(-1)).toContain(
      `[image: ${join(media, 'trip', 'gate.jpg')}, without a description]`,
    );
    // The same file is the same post, however it is named.
    expect((await post('trip/gate.jpg', 'gate')).content).toMatchObject({ status: 'done' });
    expect(agent.questions).toHaveLength(1);
    expect(await stage.live()).toHaveLength(1);
  });

  it('in whose place a link comes while they are opened are refused', async () => {
    const swapped = join(media, 'swapped.jpg');
    await writeFile(swapped, jpeg('swapped'));
    const open = async (path: string): Promise<Blob> => {
      await rm(swapped);
      await symlink(join(home, 'private.jpg'), swapped);
      return openFile(path);
    };
    const server = { storage: agentStorage(), files: { folders: [media], open } };
    const raced = await stage.connect({ person: () => 'accept', server });
    const input = { key: 'swapped', posts: [{ media: [{ image: 'swapped.jpg' }] }] };
    expect((await raced.call('publish', input)).text).toContain(`of a file below ${media}`);
    expect(raced.questions).toEqual([]);
    await raced.close();
  });

  it('are looked at before anybody is asked', async () => {
    const check = async (): Promise<{ issues: { message: string }[] }> => ({
      issues: [{ message: 'is too wide' }],
    });
    const files = { folders: [media], open: openFile };
    const careful = await stage.connect({
      person: () => 'accept',
      server: { storage: agentStorage(), files, check },
    });
    const input = { key: 'wide', posts: [{ media: [{ image: 'trip/gate.jpg' }] }] };
    expect((await careful.call('publish', input)).text).toContain('posts[0].media[0].image: is too wide');
    expect(careful.questions).toEqual([]);
    await careful.close();
  });

  it('that changed after the preview are not what was confirmed', async () => {
    const quiet = await stage.connect({
      server: { storage: agentStorage(), files: { folders: [media], open: openFile } },
    });
    const input = { key: 'changing', posts: [{ media: [{ image: 'changing.jpg' }] }] };
    await writeFile(join(media, 'changing.jpg'), jpeg('before'));
    const { confirm } = (await quiet.call('preview', { tool: 'publish', arguments: input })).content;
    await writeFile(join(media, 'changing.jpg'), jpeg('after'));
    expect((await quiet.call('publish', { ...input, confirm })).content).toMatchObject({
      status: 'unconfirmed',
    });
    await writeFile(join(media, 'changing.jpg'), jpeg('before'));
    expect((await quiet.call('publish', { ...input, confirm })).content).toMatchObject({ status: 'done' });
    await quiet.close();
  });

  it('elsewhere are refused, whatever way leads there, and nobody learns whether they are there', async () => {
    const { length } = agent.questions;
    const elsewhere = [
      join(home, 'private.jpg'),
      join(home, 'not-there.jpg'),
      join(media, '..', 'private.jpg'),
      '../private.jpg',
      join(media, 'link.jpg'),
      join(media, 'way-out', 'private.jpg'),
      join(media, 'way-out', 'not-there.jpg'),
      join(home, 'media-of-others', 'theirs.jpg'),
      media,
      '/etc/passwd',
      `file://${join(home, 'private.jpg')}`,
      'file:///etc/passwd',
    ];
    const answers = await Promise.all(elsewhere.map(async (path) => ({ path, ...(await post(path)) })));
    const taken = answers.filter(
      ({ isError, text }) => !isError || !text.includes(`of a file below ${media}`),
    );
    expect(taken).toEqual([]);
    expect(answers.filter(({ text }) => /ENOENT|EISDIR/.test(text))).toEqual([]);
    expect((await post(join(media, 'not-there.jpg'))).text).toContain('cannot be opened (ENOENT)');
    expect(agent.questions).toHaveLength(length);
  });

  it('and keys of the storage: what is no file of a picture is refused before anybody is asked', async () => {
    const { length } = agent.questions;
    await writeFile(join(media, 'notes.txt'), 'not a picture');
    expect((await post('notes.txt')).isError).toBe(true);
    const { text } = await post('stored:other/key.jpg');
    expect(text).toContain('posts[0].media[0].image: ');
    expect(agent.questions).toHaveLength(length);
  });
});

function agentStorage(): NonNullable<McpOptions['storage']> {
  return createFolderStorage({ folder: join(home, 'served'), publicUrl: 'https://media.example.com' });
}
