import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../src/index.ts';
import { createTown } from './api.ts';

const noon = Date.UTC(2026, 0, 10, 12);

describe('what is seeded', () => {
  it('is read back: a user with all that is said of them', async () => {
    const { alice, bob } = createTown({
      users: [
        {
          username: 'alice',
          name: 'Alice Mori',
          biography: 'Tea',
          verified: true,
          followers: 1234,
          geoGating: false,
        },
        { username: 'bob' },
      ],
    });
    const fields = 'username,name,threads_biography,is_verified,is_eligible_for_geo_gating';
    expect((await alice.get('/me', { fields })).body).toMatchObject({
      username: 'alice',
      name: 'Alice Mori',
      threads_biography: 'Tea',
      is_verified: true,
      is_eligible_for_geo_gating: false,
    });
    expect((await bob.get('/me', { fields })).body).toMatchObject({
      username: 'bob',
      is_verified: false,
      is_eligible_for_geo_gating: true,
    });
    const { body } = await alice.get('/me/threads_insights', { metric: 'followers_count' });
    expect(body.data).toMatchObject([{ name: 'followers_count', total_value: { value: 1234 } }]);
  });

  it('may be as old and as late as dates can be, with all that hangs on it', async () => {
    const last = 8.64e15;
    const { emulator, alice } = createTown({
      users: [
        {
          username: 'alice',
          posts: [
            { text: 'First', createdAt: 0 },
            { text: 'Last', createdAt: last, poll: ['Yes', 'No'], replies: [{ by: 'alice', text: 'Re' }] },
            { text: 'Ghost', createdAt: last, ghost: true },
            'After',
          ],
        },
        { username: 'bob' },
      ],
    });
    const fields =
      'text,timestamp,poll_attachment{expiration_timestamp},ghost_post_status,ghost_post_expiration_timestamp';
    const { status, body } = await alice.get('/me/threads', { fields });
    expect([status, body.data.map(({ text }) => text)]).toEqual([200, ['After', 'Ghost', 'Last', 'First']]);
    for (const path of ['/', '/@alice', '/__emulator/requests']) {
      const page = await emulator.fetch(new Request(`http://localhost:4000${path}`));
      expect([path, page.status]).toEqual([path, 200]);
    }
    const snapshot = emulator.snapshot();
    const late = snapshot.store.posts.map((post) => ({ ...post, createdAt: 1e18 }));
    expect(() => emulator.restore({ ...snapshot, store: { ...snapshot.store, posts: late } })).toThrow(
      'store.posts[0].createdAt must be a number from -8640000000000000 to 8640000000000000',
    );
    emulator.restore(snapshot);
  });

  it('is read back: posts of every kind, with their replies, a minute apart', async () => {
    const { alice, bob } = createTown({
      clock: createVirtualClock(noon),
      users: [
        {
          username: 'alice',
          posts: [
            'Plain',
            { text: 'Tagged', topicTag: 'tea', link: 'https://example.com/', createdAt: noon - 86_400_000 },
            {
              text: 'Asking',
              poll: ['Yes', 'No'],
              votes: [3, 1],
              replies: [{ by: 'Bob', text: 'No', replies: [{ by: 'alice', text: 'Oh' }] }],
            },
            { media: [{ image: 'https://example.com/a.jpg', altText: 'A gate' }] },
            { media: [{ video: 'https://example.com/a.mp4' }], text: 'Walk' },
            {
              media: [
                { image: 'https://example.com/b.jpg' },
                { video: 'https://example.com/b.mp4', altText: 'B' },
              ],
            },
            { text: 'Gone soon', ghost: true },
            { text: 'Held', replyApprovals: true, replies: [{ by: 'bob', text: 'Please' }] },
          ],
        },
        { username: 'bob' },
      ],
    });
    const fields =
      'text,media_type,media_url,alt_text,topic_tag,link_attachment_url,timestamp,has_replies,ghost_post_status,' +
      'poll_attachment{option_a,option_b,option_a_votes_percentage,total_votes},children{media_type,media_url,alt_text}';
    const text = { media_type: 'TEXT_POST', has_replies: false };
    const at = (time: string): string => `2026-01-10T${time}:00+0000`;
    const id: unknown = expect.any(String);
    expect((await alice.get('/me/threads', { fields })).body.data).toEqual([
      { id, ...text, text: 'Held', timestamp: at('11:58') }, // its reply is not approved
      { id, ...text, text: 'Gone soon', timestamp: at('11:57'), ghost_post_status: 'ACTIVE' },
      {
        id,
        media_type: 'CAROUSEL_ALBUM',
        has_replies: false,
        timestamp: at('11:56'),
        children: {
          data: [
            { id, media_type: 'IMAGE', media_url: 'https://example.com/b.jpg' },
            { id, media_type: 'VIDEO', media_url: 'https://example.com/b.mp4', alt_text: 'B' },
          ],
        },
      },
      {
        id,
        text: 'Walk',
        media_type: 'VIDEO',
        media_url: 'https://example.com/a.mp4',
        has_replies: false,
        timestamp: at('11:55'),
      },
      {
        id,
        media_type: 'IMAGE',
        media_url: 'https://example.com/a.jpg',
        alt_text: 'A gate',
        has_replies: false,
        timestamp: at('11:54'),
      },
      {
        id,
        ...text,
        text: 'Asking',
        has_replies: true,
        timestamp: at('11:51'),
        poll_attachment: { option_a: 'Yes', option_b: 'No', option_a_votes_percentage: 0.75, total_votes: 4 },
      },
      { id, ...text, text: 'Plain', timestamp: at('11:49') },
      {
        id,
        ...text,
        text: 'Tagged',
        topic_tag: 'tea',
        link_attachment_url: 'https://example.com/',
        timestamp: '2026-01-09T12:00:00+0000',
      },
    ]);
    const replies = { fields: 'text,replied_to{text},root_post{text}' };
    expect((await alice.get('/me/replies', replies)).body.data).toMatchObject([
      { text: 'Oh', replied_to: { text: 'No' }, root_post: { text: 'Asking' } },
    ]);
    expect((await bob.get('/me/replies', replies)).body.data).toMatchObject([
      { text: 'Please', replied_to: { text: 'Held' } },
      { text: 'No', replied_to: { text: 'Asking' } },
    ]);
  });
});

describe('a container without a media type', () => {
  it.each(['image_url', 'video_url'])('is one of %s only as the child of a carousel', async (name) => {
    const { alice } = createTown();
    const media = { [name]: 'https://example.com/a' };
    const { status, body } = await alice.post('/me/threads', media);
    expect([status, body.error.message]).toEqual([500, 'The parameter media_type is required']);
    expect(
      (await alice.post('/me/threads', { ...media, is_carousel_item: 'true' })).body.error,
    ).toBeUndefined();
  });
});
