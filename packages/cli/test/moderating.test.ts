import { describe, expect, it } from 'vitest';
import { watched } from './canary.ts';
import { runHere } from './run-here.ts';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine } from './threads.ts';

const { emulator, url } = await serveEmulator({
  users: [
    {
      username: 'mika',
      posts: [
        {
          text: 'Ask me',
          replyApprovals: true,
          replies: [
            { by: 'bob', text: 'May I?' },
            { by: 'bob', text: 'Buy this' },
          ],
        },
        { text: 'Open', replies: [{ by: 'bob', text: 'Rude' }] },
      ],
    },
    { username: 'bob', posts: ['Worth passing on'] },
  ],
});
const machine = watched(createMachine({ THREADS_EMULATOR: url }), emulator);
const here = { emulator, url, username: 'mika' };
const json = async (...args: readonly string[]) =>
  JSON.parse((await runHere([...args, '--json'], here)).stdout);
const { data: posts } = await json('list');
const [open, asking] = posts;

describe('replies that wait', () => {
  it('are listed, approved and ignored', async () => {
    const { data } = await json('pending', asking.permalink, '--oldest-first');
    expect(data).toMatchObject([
      { text: 'May I?', reply_approval_status: 'pending' },
      { text: 'Buy this', reply_approval_status: 'pending' },
    ]);
    const [good, bad] = data;
    const approved = await machine.run(['approve', good.id]);
    expect(approved).toEqual({ code: 0, stdout: `Approved ${good.id}\n`, stderr: '' });
    expect(await json('approve', bad.id, '--ignore')).toEqual({ id: bad.id, success: true, approved: false });
    expect((await json('replies', asking.id)).data).toMatchObject([{ text: 'May I?' }]);
    const ignored = await machine.run(['pending', asking.id, '--status', 'ignored']);
    expect(ignored.stdout).toContain('[ignored] Buy this');
    const none = await machine.run(['pending', asking.id, '--status', 'pending']);
    expect(none).toEqual({ code: 0, stdout: '', stderr: 'No replies wait.\n' });
  });

  it('that do not exist are not found, and what is no id is refused', async () => {
    const [unknown, nonsense] = await Promise.all([
      machine.run(['approve', '17999999999999999']),
      machine.run(['approve', 'DRHI1xwkg9u']),
    ]);
    expect(unknown.code).toBe(3);
    expect(nonsense).toMatchObject({ code: 2, stderr: expect.stringContaining('must be an id of digits') });
  });
});

describe('a reply', () => {
  it('is hidden and shown again', async () => {
    const [rude] = (await json('replies', open.id)).data;
    expect(await json('hide', rude.id)).toEqual({ id: rude.id, success: true, hidden: true });
    expect((await machine.run(['conversation', open.id])).stdout).toContain('· hidden');
    const shown = await machine.run(['hide', rude.id, '--undo']);
    expect(shown).toEqual({ code: 0, stdout: `Shown again: ${rude.id}\n`, stderr: '' });
    expect((await machine.run(['conversation', open.id])).stdout).not.toContain('· hidden');
  });
});

describe('a post', () => {
  it('is deleted at a terminal once the person has seen it and agreed', async () => {
    const { id } = emulator.act({ act: 'post', by: 'mika', text: 'A mistake' });
    const kept = await machine.type(['delete', id], { answers: [['Delete it', 'n']] });
    expect(kept.code).toBe(1);
    expect(kept.screen).toContain('A mistake');
    expect((await json('show', id)).id).toBe(id);
    const interrupted = await machine.type(['delete', id], { answers: [['Delete it', '\u0003']] });
    expect(interrupted.code).toBe(130);
    const gone = await machine.type(['delete', id], { answers: [['Delete it', 'y']] });
    expect(gone.code).toBe(0);
    expect(gone.screen).toContain(`Deleted ${id}`);
    expect((await machine.run(['show', id])).code).toBe(3);
  });

  it('is deleted elsewhere with --yes alone', async () => {
    const { id } = emulator.act({ act: 'post', by: 'mika', text: 'Another' });
    const before = emulator.requests.length;
    const unasked = await machine.run(['delete', id]);
    expect(unasked).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--yes') });
    expect(emulator.requests).toHaveLength(before);
    expect(await json('delete', id, '--yes')).toEqual({ id, success: true });
    expect((await machine.run(['delete', id, '--yes'])).code).toBe(3);
  });

  it('whose deletion is not answered may be gone, and the same command tells', async () => {
    const { id } = emulator.act({ act: 'post', by: 'mika', text: 'Third' });
    emulator.planFault({ kind: 'lost-answer', operation: 'deletePost' });
    expect((await machine.run(['delete', id, '--yes'])).code).toBe(5);
    expect((await machine.run(['delete', id, '--yes'])).code).toBe(3);
  });

  it('is reposted once, however often it is typed', async () => {
    const [worthy] = (await json('list', '--user', 'bob')).data;
    const first = JSON.parse((await machine.run(['repost', worthy.permalink, '--json'])).stdout);
    expect(first).toEqual({
      id: expect.any(String),
      reposted_post: { id: worthy.id },
      key: `repost ${worthy.id}`,
    });
    const again = await machine.run(['repost', worthy.id]);
    expect(again).toEqual({ code: 0, stdout: `Reposted as ${first.id}\n`, stderr: '' });
    const reposts = () => emulator.requests.filter(({ operation }) => operation === 'repost');
    expect(reposts()).toHaveLength(1);
    const other = JSON.parse(
      (await machine.run(['repost', worthy.id, '--key', 'once more', '--json'])).stdout,
    );
    expect(other.id).not.toBe(first.id);
    expect(reposts()).toHaveLength(2);
    await machine.run(['post', 'Under a key', '--key', 'taken']);
    const [taken, empty] = await Promise.all([
      machine.run(['repost', worthy.id, '--key', 'taken']),
      machine.run(['repost', worthy.id, '--key', '']),
    ]);
    expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining('The key taken belongs') });
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('--key is empty') });
  });
});
