import { describe, expect, it } from 'vitest';
import { callerOf, createTown, send } from '../api.ts';

const child = { media_type: 'IMAGE', image_url: 'https://images.example/a.jpg', is_carousel_item: 'true' };

// What clients send that work against the real API.
describe('requests as other clients shape them', () => {
  it('send the settings of the post with every item of a carousel, make the whole at once, and wait for it', async () => {
    const { emulator, alice } = createTown();
    const settings = { reply_control: 'everyone', text: 'Two gates' };
    const items = [
      await alice.post('/me/threads', { ...child, ...settings }),
      await alice.post('/me/threads', { ...child, ...settings }),
    ];
    const { body: whole } = await alice.post('/me/threads', {
      media_type: 'CAROUSEL',
      children: items.map(({ body }) => body.id).join(','),
      ...settings,
    });
    let status = '';
    for (let looks = 0; status !== 'FINISHED' && looks < 10; looks += 1) {
      emulator.clock.advance(1000);
      status = (await alice.get(`/${whole.id}`, { fields: 'status' })).body.status;
    }
    const { body: post } = await alice.post('/me/threads_publish', { creation_id: whole.id });
    expect((await alice.get(`/${post.id}`, { fields: 'media_type' })).body).toMatchObject({
      media_type: 'CAROUSEL_ALBUM',
    });
  });

  it.each(['', null])('send all four options of a poll, two of them empty: %j', async (nothing) => {
    const { alice } = createTown();
    const poll = { option_a: 'Tea', option_b: 'Coffee', option_c: nothing, option_d: nothing };
    const { body } = await alice.post('/me/threads', {
      media_type: 'TEXT',
      text: 'Which?',
      poll_attachment: JSON.stringify(poll),
      auto_publish_text: 'true',
    });
    const { body: post } = await alice.get(`/${body.id}`, { fields: 'poll_attachment' });
    expect(post).toMatchObject({ poll_attachment: { option_a: 'Tea', option_b: 'Coffee' } });
    expect(post).not.toHaveProperty('poll_attachment.option_c');
  });

  it('read the ids of places as text', async () => {
    const { alice } = createTown();
    const { text } = await alice.get('/location_search', { q: 'Kyoto' });
    expect(text).toMatch(/"id":"\d+"/);
    expect(text).not.toMatch(/"id":\d/);
  });

  it('publish a text right after its creation', async () => {
    const { alice } = createTown();
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Now' });
    expect((await alice.post('/me/threads_publish', { creation_id: body.id })).status).toBe(200);
  });

  it.each(['threads', 'Meta', 'instagram', 'facebook'])(
    'look @%s up for an app that passed no review',
    async (username) => {
      const { alice, bob } = createTown({ app: { access: 'standard' } });
      const { status, body } = await alice.get('/profile_lookup', { username });
      expect([status, body]).toEqual([
        200,
        expect.objectContaining({ username: username.toLowerCase(), is_verified: true }),
      ]);
      expect((await bob.get('/profile_posts', { username })).body.data).toEqual([]);
      expect((await alice.get('/profile_lookup', { username: 'bob' })).status).toBe(400);
    },
  );

  it('embed a post by an address with http', async () => {
    const { emulator, alice } = createTown();
    const { body } = await alice.post('/me/threads', {
      media_type: 'TEXT',
      text: 'Embed me',
      auto_publish_text: 'true',
    });
    const { body: post } = await alice.get(`/${body.id}`, { fields: 'permalink' });
    const url = String(post['permalink']).replace('https:', 'http:');
    const answer = await send(emulator, `/oembed?url=${encodeURIComponent(url)}`);
    expect([url.slice(0, 7), answer.status]).toEqual(['http://', 200]);
  });

  it('are refused with an address that has a space', async () => {
    const { alice } = createTown();
    const { status, body } = await alice.post('/me/threads', {
      media_type: 'IMAGE',
      image_url: 'https://images.example/a gate.jpg',
    });
    expect([status, body.error.message]).toEqual([500, 'Param image_url is not a valid URI.']);
  });

  it('are told of a tier that is too low by posts of a profile too, and of a permission that is missing by code 10 alone', async () => {
    const { emulator, alice } = createTown({
      app: { access: 'standard' },
      behaviour: { standardAccess: 'tier-error' },
    });
    const { body } = await alice.get('/profile_posts', { username: 'threads' });
    expect(body.error).toMatchObject({ code: 10, error_subcode: 4_279_067 });
    const other = callerOf(emulator, 'alice', ['threads_basic']);
    const { body: missing } = await other.get('/me/mentions');
    expect(missing.error).toMatchObject({ code: 10 });
    expect(missing.error).not.toHaveProperty('error_subcode');
  });
});
