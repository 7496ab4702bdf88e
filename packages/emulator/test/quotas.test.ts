import { describe, expect, it } from 'vitest';
import { callerOf, createTown, publishText, send } from './api.ts';

const hour = 3_600_000;
const limits = '/me/threads_publishing_limit';

describe('a quota', () => {
  it('rolls: each use is forgotten 24 hours after it, one by one', async () => {
    const { emulator, alice } = createTown();
    await publishText(alice, 'First');
    emulator.clock.advance(12 * hour);
    await publishText(alice, 'Second');
    const usage = async (): Promise<unknown> => (await alice.get(limits)).body.data[0]?.['quota_usage'];
    emulator.clock.advance(12 * hour - 1);
    expect(await usage()).toBe(2);
    emulator.clock.advance(1);
    expect(await usage()).toBe(1);
    emulator.clock.advance(12 * hour);
    expect(await usage()).toBe(0);
  });

  it('of replies ends at 1000, while posts go on', async () => {
    const { alice } = createTown();
    const root = await publishText(alice, 'Root');
    for (let count = 0; count < 1000; count += 1) await publishText(alice, `${count}`, { reply_to_id: root });
    await expect(publishText(alice, 'One more', { reply_to_id: root })).rejects.toThrow('replies');
    await publishText(alice, 'A post');
  });

  it('of locations ends at 500, of profiles at 1000 for look-ups and posts together', async () => {
    const { alice } = createTown();
    for (let count = 0; count < 500; count += 1) await alice.get('/location_search', { q: 'nowhere' });
    expect((await alice.get('/location_search', { q: 'Kyoto' })).body.error.code).toBe(4);
    for (let count = 0; count < 500; count += 1) {
      await alice.get('/profile_lookup', { username: 'bob' });
      await alice.get('/profile_posts', { username: 'nobody' });
    }
    for (const path of ['/profile_lookup', '/profile_posts']) {
      expect((await alice.get(path, { username: 'bob' })).body.error.code).toBe(4);
    }
  });

  it('of embeds ends at 1000 in an hour, whoever asks', async () => {
    const { emulator, alice } = createTown();
    const id = await publishText(alice, 'Hello');
    const { body } = await alice.get(`/${id}`, { fields: 'permalink' });
    const embed = (): ReturnType<typeof send> =>
      send(emulator, `/oembed?${new URLSearchParams({ url: String(body['permalink']) })}`);
    for (let count = 0; count < 1000; count += 1) await embed();
    expect((await embed()).body.error.code).toBe(4);
    emulator.clock.advance(hour);
    expect((await embed()).status).toBe(200);
  });

  it('is not used by containers, nor by calls that were refused', async () => {
    const { alice } = createTown();
    await alice.post('/me/threads', { media_type: 'TEXT', text: 'a' });
    await alice.post('/me/threads_publish', { creation_id: '1' });
    await alice.delete('/17999999999999999');
    const fields = 'quota_usage,reply_quota_usage,delete_quota_usage,location_search_quota_usage';
    expect((await alice.get(limits, { fields })).body.data).toEqual([
      { quota_usage: 0, reply_quota_usage: 0, delete_quota_usage: 0, location_search_quota_usage: 0 },
    ]);
  });

  it.each([
    ['quota_usage', [], { quota_usage: 0 }],
    ['config', [], { config: { quota_total: 250, quota_duration: 86400 } }],
    ['reply_quota_usage', ['threads_manage_replies'], { reply_quota_usage: 0 }],
    [
      'reply_config',
      ['threads_manage_replies'],
      { reply_config: { quota_total: 1000, quota_duration: 86400 } },
    ],
    ['delete_quota_usage', ['threads_delete'], { delete_quota_usage: 0 }],
    ['delete_config', ['threads_delete'], { delete_config: { quota_total: 100, quota_duration: 86400 } }],
    ['location_search_quota_usage', ['threads_location_tagging'], { location_search_quota_usage: 0 }],
    [
      'location_search_config',
      ['threads_location_tagging'],
      { location_search_config: { quota_total: 500, quota_duration: 86400 } },
    ],
  ])('shows %s to tokens with %j besides those of publishing', async (field, extra, expected) => {
    const { emulator } = createTown();
    const publishing = ['threads_basic', 'threads_content_publish'];
    const allowed = await callerOf(emulator, 'alice', [...publishing, ...extra]).get(limits, {
      fields: field,
    });
    expect(allowed.body.data).toEqual([expected]);
    if (extra.length === 0) return;
    const refused = await callerOf(emulator, 'alice', publishing).get(limits, { fields: field });
    expect([refused.status, refused.body.error.code]).toEqual([500, 10]);
  });
});
