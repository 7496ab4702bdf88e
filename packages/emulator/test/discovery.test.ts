import { describe, expect, it } from 'vitest';
import { callerOf, createTown, publishText, send } from './api.ts';

describe('the keyword search', () => {
  it('finds public posts of everybody by words, without their owners', async () => {
    const { alice, bob } = createTown();
    const one = await publishText(alice, 'Three days in Kyoto');
    await publishText(bob, 'A day in Berlin');
    const { body } = await bob.get('/keyword_search', { q: 'kyoto days', fields: 'text,owner,username' });
    expect(body.data).toEqual([{ id: one, text: 'Three days in Kyoto', username: 'alice' }]);
    expect((await alice.get('/keyword_search', { q: 'kyoto', fields: 'owner' })).body.data).toEqual([
      { id: one },
    ]);
  });

  it('is narrowed by tag, media type, author and order', async () => {
    const { emulator, alice, bob } = createTown();
    const tagged = await publishText(alice, 'On rails', { topic_tag: 'train' });
    emulator.clock.advance(60_000);
    const said = await publishText(bob, 'No train today');
    const search = async (parameters: Record<string, string>): Promise<readonly string[]> =>
      (await alice.get('/keyword_search', { q: 'train', ...parameters })).body.data.map(({ id }) => id);
    expect(await search({ search_mode: 'TAG' })).toEqual([tagged]);
    expect(await search({ search_type: 'RECENT' })).toEqual([said, tagged]);
    expect(await search({ author_username: 'bob' })).toEqual([said]);
    expect(await search({ media_type: 'IMAGE' })).toEqual([]);
    expect((await search({ media_type: 'TEXT' })).toSorted()).toEqual([said, tagged].toSorted());
  });

  it('remembers what was searched for, in Unix milliseconds', async () => {
    const { emulator, alice } = createTown();
    expect((await alice.get('/me', { fields: 'recently_searched_keywords' })).body).toEqual({
      id: alice.userId,
    });
    await alice.get('/keyword_search', { q: 'kyoto' });
    expect(
      (await alice.get('/me', { fields: 'recently_searched_keywords' })).body['recently_searched_keywords'],
    ).toEqual([{ query: 'kyoto', timestamp: emulator.clock.now() }]);
  });

  it('counts only searches that find something against 2200 in 24 hours', async () => {
    const { alice } = createTown();
    await publishText(alice, 'Kyoto');
    await alice.get('/keyword_search', { q: 'nothing' });
    for (let count = 0; count < 2199; count += 1) await alice.get('/keyword_search', { q: 'kyoto' });
    expect((await alice.get('/keyword_search', { q: 'kyoto' })).status).toBe(200);
    expect((await alice.get('/keyword_search', { q: 'kyoto' })).body.error.code).toBe(4);
  });
});

describe('a profile', () => {
  it('is found by its exact name and shows everything, but no id', async () => {
    const { alice } = createTown({
      users: [
        { username: 'alice' },
        { username: 'bob', name: 'Bob B', verified: true, biography: 'Hi', followers: 100 },
      ],
    });
    const { body } = await alice.get('/profile_lookup', { username: 'bob' });
    expect(body).toEqual({
      username: 'bob',
      name: 'Bob B',
      profile_picture_url: expect.stringContaining('https://'),
      biography: 'Hi',
      is_verified: true,
      follower_count: 100,
      likes_count: expect.any(Number),
      quotes_count: expect.any(Number),
      replies_count: expect.any(Number),
      reposts_count: expect.any(Number),
      views_count: expect.any(Number),
    });
    expect((await alice.get('/profile_lookup', { username: 'bob', fields: 'id,username' })).body).toEqual({
      username: 'bob',
    });
  });

  it('of fewer than 100 followers is not found, nor is one that does not exist', async () => {
    const { alice } = createTown({ users: [{ username: 'alice' }, { username: 'bob', followers: 99 }] });
    for (const username of ['bob', 'carol', '@alice']) {
      for (const path of ['/profile_lookup', '/profile_posts']) {
        const { status, body } = await alice.get(path, { username });
        expect(status).toBe(400);
        expect(body.error).toMatchObject({ code: 100, error_subcode: 33 });
      }
    }
  });

  it('shows its public posts, without their owner', async () => {
    const { alice, bob } = createTown();
    const id = await publishText(bob, 'Hello');
    expect((await alice.get('/profile_posts', { username: 'bob', fields: 'text,owner' })).body.data).toEqual([
      { id, text: 'Hello' },
    ]);
  });

  it('of the own user has names of its own', async () => {
    const { alice } = createTown({ users: [{ username: 'alice', biography: 'Hi' }, { username: 'bob' }] });
    const { body } = await alice.get('/me', {
      fields: 'username,threads_biography,threads_profile_picture_url,is_verified,is_eligible_for_geo_gating',
    });
    expect(body).toEqual({
      id: alice.userId,
      username: 'alice',
      threads_biography: 'Hi',
      threads_profile_picture_url: expect.stringContaining('https://'),
      is_verified: false,
      is_eligible_for_geo_gating: true,
    });
  });
});

describe('a location', () => {
  it('is found by q and by query, and has its id as text', async () => {
    const { alice } = createTown();
    for (const name of ['q', 'query']) {
      const { text } = await alice.get('/location_search', { [name]: 'Fushimi', fields: 'id,name' });
      expect(text).toMatch(/^\{"data":\[\{"id":"\d{17}","name":"Fushimi Inari Taisha"\}\]\}$/);
    }
  });

  it('is found by coordinates, which come together', async () => {
    const { alice } = createTown();
    const { body } = await alice.get('/location_search', {
      latitude: '35',
      longitude: '135.77',
      fields: 'name',
    });
    expect(body.data.map((location) => location['name'])).toEqual(['Kyoto', 'Fushimi Inari Taisha']);
    expect((await alice.get('/location_search', { latitude: '35' })).body.error.message).toBe(
      'The parameter longitude is required',
    );
    expect((await alice.get('/location_search')).body.error.code).toBe(100);
  });

  it('is one object by its id', async () => {
    const { alice } = createTown();
    const { body: found } = await alice.get('/location_search', { q: 'Fushimi' });
    const id = String(found.data[0]?.['id']);
    expect((await alice.get(`/${id}`)).body).toEqual({ id });
    expect((await alice.get(`/${id}`, { fields: 'name,city,postal_code,latitude' })).body).toEqual({
      id,
      name: 'Fushimi Inari Taisha',
      city: 'Kyoto',
      postal_code: '612-0882',
      latitude: 34.9671,
    });
  });

  it('search counts against its quota, which only a token with the permission can read', async () => {
    const { emulator, alice } = createTown();
    await alice.get('/location_search', { q: 'Kyoto' });
    const fields = 'location_search_quota_usage,location_search_config';
    expect((await alice.get('/me/threads_publishing_limit', { fields })).body.data).toEqual([
      { location_search_quota_usage: 1, location_search_config: { quota_total: 500, quota_duration: 86400 } },
    ]);
    const publisher = callerOf(emulator, 'alice', ['threads_basic', 'threads_content_publish']);
    const { status, body } = await publisher.get('/me/threads_publishing_limit', { fields });
    expect(status).toBe(500);
    expect(body.error.code).toBe(10);
  });
});

describe('an embed', () => {
  it('needs no token and shows a post by either form of its address', async () => {
    const { emulator, alice } = createTown();
    const id = await publishText(alice, 'Hello');
    const post = (await alice.get(`/${id}`, { fields: 'permalink,shortcode' })).body;
    const [permalink, shortcode] = [String(post['permalink']), String(post['shortcode'])];
    for (const url of [
      permalink,
      `${permalink}/`,
      `https://www.threads.com/t/${shortcode}`,
      permalink.replace('.com', '.net'),
    ]) {
      const { status, body } = await send(emulator, `/v1.0/oembed?${new URLSearchParams({ url })}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        type: 'rich',
        version: '1.0',
        provider_name: 'Threads',
        provider_url: 'https://www.threads.com/',
        width: 658,
      });
      expect(body['html']).toContain(`id="ig-tp-${shortcode}"`);
    }
    const narrow = await send(
      emulator,
      `/oembed?${new URLSearchParams({ url: permalink, maxwidth: '320' })}`,
    );
    expect(narrow.body['width']).toBe(320);
  });

  it('is refused for a post that does not exist', async () => {
    const { emulator } = createTown();
    const { body } = await send(
      emulator,
      `/oembed?${new URLSearchParams({ url: 'https://www.threads.com/t/DAAAAAAAAAA' })}`,
    );
    expect(body.error.code).toBe(100);
  });
});
