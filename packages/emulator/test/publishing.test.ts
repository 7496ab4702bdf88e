import { describe, expect, it } from 'vitest';
import { callerOf, createTown, publishText, type Caller } from './api.ts';

const hour = 3_600_000;

async function createChild(
  caller: Caller,
  name: string,
  parameters: Record<string, string> = {},
): Promise<string> {
  const { body } = await caller.post('/me/threads', {
    media_type: 'IMAGE',
    image_url: `https://images.example/${name}.jpg`,
    is_carousel_item: 'true',
    ...parameters,
  });
  return body.id;
}

describe('a container', () => {
  it('is in progress, then finished, then published', async () => {
    const { emulator, alice } = createTown();
    const { body } = await alice.post('/me/threads', {
      media_type: 'VIDEO',
      video_url: 'https://videos.example/a.mp4',
    });
    const status = async (): Promise<string> =>
      (await alice.get(`/${body.id}`, { fields: 'status' })).body.status;
    expect(await status()).toBe('IN_PROGRESS');
    emulator.clock.advance(5000);
    expect(await status()).toBe('FINISHED');
    const published = await alice.post('/me/threads_publish', { creation_id: body.id });
    expect(published.status).toBe(200);
    expect(published.body.id).not.toBe(body.id);
    expect(await status()).toBe('PUBLISHED');
  });

  it('shows id and status when no fields are named', async () => {
    const { alice } = createTown();
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    expect((await alice.get(`/${body.id}`)).body).toEqual({ id: body.id, status: 'FINISHED' });
  });

  it('has no field status_code', async () => {
    const { alice } = createTown();
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    const { status, body: refusal } = await alice.get(`/${body.id}`, { fields: 'status_code' });
    expect(status).toBe(500);
    expect(refusal.error).toMatchObject({
      type: 'THApiException',
      code: 100,
      message: 'Tried accessing nonexisting field (status_code)',
    });
  });

  it('expires after 24 hours and can then not be published', async () => {
    const { emulator, alice } = createTown();
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    emulator.clock.advance(24 * hour);
    expect((await alice.get(`/${body.id}`)).body.status).toBe('EXPIRED');
    expect((await alice.post('/me/threads_publish', { creation_id: body.id })).body.error.code).toBe(24);
  });

  it('is invisible to another user', async () => {
    const { alice, bob } = createTown();
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    expect((await bob.get(`/${body.id}`)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('ends in ERROR with a reason when the video cannot be fetched', async () => {
    const { emulator, alice } = createTown();
    const { body } = await alice.post('/me/threads', {
      media_type: 'VIDEO',
      video_url: 'https://host.invalid/a.mp4',
    });
    expect((await alice.get(`/${body.id}`, { fields: 'status,error_message' })).body).toEqual({
      id: body.id,
      status: 'IN_PROGRESS',
    });
    emulator.clock.advance(5000);
    expect((await alice.get(`/${body.id}`, { fields: 'status,error_message' })).body).toEqual({
      id: body.id,
      status: 'ERROR',
      error_message: 'FAILED_DOWNLOADING_VIDEO',
    });
  });

  it('takes the time that the options give', async () => {
    const { emulator, alice } = createTown({ processing: { text: 0, image: 60_000 } });
    const text = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    expect((await alice.get(`/${text.body.id}`)).body.status).toBe('FINISHED');
    const image = await alice.post('/me/threads', {
      media_type: 'IMAGE',
      image_url: 'https://images.example/a.jpg',
    });
    emulator.clock.advance(59_999);
    expect((await alice.get(`/${image.body.id}`)).body.status).toBe('IN_PROGRESS');
  });
});

describe('publishing', () => {
  it('refuses a container that is not ready with 24/4279009, text included', async () => {
    const { alice } = createTown({ processing: { text: 300 } });
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    const refusal = await alice.post('/me/threads_publish', { creation_id: body.id });
    expect(refusal.status).toBe(400);
    expect(refusal.body.error).toMatchObject({
      message: 'The requested resource does not exist',
      type: 'OAuthException',
      code: 24,
      error_subcode: 4279009,
      is_transient: false,
      error_user_title: 'Media Not Found',
      error_user_msg: `The media with id ${body.id} cannot be found.`,
      fbtrace_id: expect.any(String),
    });
  });

  it('makes one post of a container, however often it is published', async () => {
    const { emulator, alice } = createTown();
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Once' });
    emulator.clock.advance(300);
    const first = await alice.post('/me/threads_publish', { creation_id: body.id });
    const second = await alice.post('/me/threads_publish', { creation_id: body.id });
    expect(second.body.id).toBe(first.body.id);
    expect((await alice.get('/me/threads')).body.data).toHaveLength(1);
    expect((await alice.get('/me/threads_publishing_limit')).body.data).toEqual([{ quota_usage: 1 }]);
  });

  it('publishes a text in one request with auto_publish_text, and answers with the media id', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'At once');
    expect((await alice.get(`/${id}`, { fields: 'text,media_type' })).body).toEqual({
      id,
      text: 'At once',
      media_type: 'TEXT_POST',
    });
  });

  it('needs a creation_id', async () => {
    const { alice } = createTown();
    expect((await alice.post('/me/threads_publish')).body.error.message).toBe(
      'The parameter creation_id is required',
    );
  });

  it('tells how sharing to Instagram went, only when it was asked for', async () => {
    const { alice } = createTown();
    const shared = await alice.post('/me/threads', {
      media_type: 'TEXT',
      text: 'a',
      auto_publish_text: 'true',
      crossreshare_to_ig: 'true',
    });
    expect(shared.body['crossreshare_to_ig_status']).toBe('SUCCESS');
    const plain = await alice.post('/me/threads', {
      media_type: 'TEXT',
      text: 'b',
      auto_publish_text: 'true',
      crossreshare_to_ig: 'false',
    });
    expect(plain.body).toEqual({ id: plain.body.id });
  });

  it('stops at 250 posts in 24 hours and goes on when they have passed', async () => {
    const { emulator, alice } = createTown();
    for (let count = 0; count < 250; count += 1) await publishText(alice, `Post ${count}`);
    const refused = await alice.post('/me/threads', {
      media_type: 'TEXT',
      text: 'One more',
      auto_publish_text: 'true',
    });
    expect(refused.body.error).toMatchObject({ type: 'OAuthException', code: 4 });
    expect((await alice.get('/me/threads_publishing_limit')).body.data).toEqual([{ quota_usage: 250 }]);
    emulator.clock.advance(24 * hour);
    expect((await alice.get('/me/threads_publishing_limit')).body.data).toEqual([{ quota_usage: 0 }]);
    await publishText(alice, 'The next day');
  });

  it('counts replies apart from posts', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Root');
    await publishText(alice, 'Reply', { reply_to_id: id });
    const { body } = await alice.get('/me/threads_publishing_limit', {
      fields: 'quota_usage,reply_quota_usage,reply_config',
    });
    expect(body.data).toEqual([
      { quota_usage: 1, reply_quota_usage: 1, reply_config: { quota_total: 1000, quota_duration: 86400 } },
    ]);
  });
});

describe('a carousel', () => {
  it('is made of finished children, counts once, and shows them', async () => {
    const { emulator, alice } = createTown();
    const children = [await createChild(alice, 'a', { alt_text: 'First' }), await createChild(alice, 'b')];
    emulator.clock.advance(1000);
    const parent = await alice.post('/me/threads', {
      media_type: 'CAROUSEL',
      children: children.join(','),
      text: 'Two',
    });
    expect((await alice.post('/me/threads_publish', { creation_id: parent.body.id })).body.error.code).toBe(
      24,
    );
    emulator.clock.advance(1000);
    const { body } = await alice.post('/me/threads_publish', { creation_id: parent.body.id });
    const post = await alice.get(`/${body.id}`, {
      fields: 'media_type,children{media_type,media_url,alt_text}',
    });
    expect(post.body).toEqual({
      id: body.id,
      media_type: 'CAROUSEL_ALBUM',
      children: {
        data: [
          {
            id: expect.any(String),
            media_type: 'IMAGE',
            media_url: 'https://images.example/a.jpg',
            alt_text: 'First',
          },
          { id: expect.any(String), media_type: 'IMAGE', media_url: 'https://images.example/b.jpg' },
        ],
      },
    });
    expect((await alice.get('/me/threads')).body.data).toEqual([{ id: body.id }]);
    expect((await alice.get('/me/threads_publishing_limit')).body.data).toEqual([{ quota_usage: 1 }]);
  });

  it('may be made while its items are in progress, and is in progress until they are finished', async () => {
    const { emulator, alice } = createTown();
    const items = [await createChild(alice, 'a'), await createChild(alice, 'b')];
    emulator.clock.advance(400);
    const { status, body } = await alice.post('/me/threads', {
      media_type: 'CAROUSEL',
      children: items.join(','),
    });
    expect(status).toBe(200);
    const look = async (): Promise<string> => (await alice.get(`/${body.id}`)).body.status;
    const publish = async (): Promise<number> =>
      (await alice.post('/me/threads_publish', { creation_id: body.id })).status;
    emulator.clock.advance(1599); // a second for the items from when they were made, one more for the whole
    expect([await look(), await publish()]).toEqual(['IN_PROGRESS', 400]);
    emulator.clock.advance(1);
    expect([await look(), await publish()]).toEqual(['FINISHED', 200]);
  });

  it('fails with an item that fails after it was made', async () => {
    const { emulator, alice } = createTown();
    const good = await createChild(alice, 'a');
    emulator.planFault({ kind: 'container-error', message: 'INVALID_ASPEC_RATIO' });
    const bad = await createChild(alice, 'b');
    const { body } = await alice.post('/me/threads', {
      media_type: 'CAROUSEL',
      children: `${good},${bad}`,
    });
    emulator.clock.advance(2000);
    const { body: shown } = await alice.get(`/${body.id}`, { fields: 'status,error_message' });
    expect(shown).toMatchObject({ status: 'ERROR', error_message: 'INVALID_ASPEC_RATIO' });
  });

  it('expires with the first of its items, and can then not be published', async () => {
    const { emulator, alice } = createTown();
    const items = [await createChild(alice, 'a'), await createChild(alice, 'b')];
    emulator.clock.advance(23 * hour);
    const carousel = { media_type: 'CAROUSEL', children: items.join(',') };
    const { body } = await alice.post('/me/threads', carousel);
    emulator.clock.advance(hour - 1);
    expect((await alice.get(`/${body.id}`)).body.status).toBe('FINISHED');
    emulator.clock.advance(1);
    expect((await alice.get(`/${body.id}`)).body.status).toBe('EXPIRED');
    const page = await emulator.fetch(new Request('http://localhost/__emulator/containers'));
    expect(await page.text()).toContain('Not published within 1 day of its oldest item.');
    const refused = await alice.post('/me/threads_publish', { creation_id: body.id });
    expect([refused.status, refused.body.error]).toMatchObject([400, { code: 24, error_subcode: 4279009 }]);
    const late = await alice.post('/me/threads', carousel);
    expect([late.status, late.body.error]).toMatchObject([400, { code: 100, error_subcode: 4279004 }]);
    expect((await alice.get('/me/threads')).body.data).toEqual([]);
  });

  it('cannot be published with an item that was lost', async () => {
    const { emulator, alice } = createTown();
    const good = await createChild(alice, 'a');
    emulator.planFault({ kind: 'container-lost' });
    const lost = await createChild(alice, 'b');
    const { body } = await alice.post('/me/threads', { media_type: 'CAROUSEL', children: `${good},${lost}` });
    emulator.clock.advance(2000);
    expect((await alice.get(`/${body.id}`)).body.status).toBe('FINISHED');
    const page = await emulator.fetch(new Request('http://localhost/__emulator/containers'));
    expect((await page.text()).split('publishing it fails for ever')).toHaveLength(3); // of the item and of the whole
    const refused = await alice.post('/me/threads_publish', { creation_id: body.id });
    expect([refused.status, refused.body.error]).toMatchObject([400, { code: 24, error_subcode: 4279009 }]);
  });

  it('may have an item twice, and one that another carousel has too', async () => {
    const { emulator, alice } = createTown();
    const item = await createChild(alice, 'a');
    const create = async (): Promise<string> =>
      (await alice.post('/me/threads', { media_type: 'CAROUSEL', children: `${item},${item}` })).body.id;
    const publish = async (creation: string): Promise<string> => {
      emulator.clock.advance(2000);
      return (await alice.post('/me/threads_publish', { creation_id: creation })).body.id;
    };
    const made = [await create(), await create()];
    const posts = [await publish(made[0] ?? ''), await publish(made[1] ?? ''), await publish(await create())];
    const children = await Promise.all(
      posts.map(async (id) => (await alice.get(`/${id}`, { fields: 'children' })).body['children']),
    );
    const ids = children.flatMap((list) => Object(list).data.map(({ id }: { readonly id: string }) => id));
    // Each is a medium of its own.
    expect(new Set(ids).size).toBe(6);
    emulator.clock.advance(24 * hour);
    const late = await alice.post('/me/threads', { media_type: 'CAROUSEL', children: `${item},${item}` });
    expect(late.body.error).toMatchObject({ code: 100, error_subcode: 4279004 });
  });

  it('ignores what is sent with an item and is for the whole post', async () => {
    const { emulator, alice } = createTown();
    const settings = {
      reply_control: 'mentioned_only',
      topic_tag: 'travel.and.more',
      reply_to_id: '1',
      location_id: '1',
      crossreshare_to_ig: 'true',
    };
    const items = [await createChild(alice, 'a', settings), await createChild(alice, 'b', settings)];
    emulator.clock.advance(1000);
    const whole = await alice.post('/me/threads', {
      media_type: 'CAROUSEL',
      children: items.join(','),
      alt_text: 'Two pictures',
    });
    emulator.clock.advance(1000);
    const { body } = await alice.post('/me/threads_publish', { creation_id: whole.body.id });
    const { body: post } = await alice.get(`/${body.id}`, { fields: 'reply_audience,topic_tag,alt_text' });
    expect(post).toEqual({ id: body.id, reply_audience: 'EVERYONE' });
  });

  it('refuses children that failed, are not carousel items, or not there, with 100/4279004 and their ids', async () => {
    const { emulator, alice, bob } = createTown();
    const single = await createChild(alice, 'single', { is_carousel_item: 'false' });
    const foreign = await createChild(bob, 'foreign');
    emulator.planFault({ kind: 'container-error' });
    const failed = await createChild(alice, 'failed');
    emulator.clock.advance(1000);
    const { status, body } = await alice.post('/me/threads', {
      media_type: 'CAROUSEL',
      children: [single, foreign, failed, '123'].join(','),
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      message: 'Invalid parameter',
      type: 'OAuthException',
      code: 100,
      error_subcode: 4279004,
      error_user_title: 'Invalid Carousel Children',
    });
    for (const id of [single, foreign, failed, '123']) {
      expect(body.error).toMatchObject({ error_user_msg: expect.stringContaining(id) });
    }
  });

  it('takes children as a JSON array and as a repeated parameter, and refuses fewer than 2 and more than 20', async () => {
    const { emulator, alice } = createTown();
    const ids: string[] = [];
    for (let count = 0; count < 21; count += 1) ids.push(await createChild(alice, String(count)));
    emulator.clock.advance(1000);
    const create = (children: string): Promise<{ readonly status: number }> =>
      alice.post('/me/threads', { media_type: 'CAROUSEL', children });
    expect((await create(JSON.stringify(ids.slice(0, 2)))).status).toBe(200);
    expect((await create(`[${ids.slice(0, 2).join(',')}]`)).status).toBe(200);
    expect((await create(ids.slice(0, 20).join(','))).status).toBe(200);
    expect((await create(ids.slice(0, 1).join(','))).status).toBe(500);
    expect((await create(ids.join(','))).status).toBe(500);
  });

  it('does not let an item be published on its own', async () => {
    const { emulator, alice } = createTown();
    const child = await createChild(alice, 'a');
    emulator.clock.advance(1000);
    expect((await alice.post('/me/threads_publish', { creation_id: child })).body.error.code).toBe(100);
  });
});

describe('reposting and deleting', () => {
  it('shows a repost without text, with what it reposts', async () => {
    const { alice, bob } = createTown();
    const id = await publishText(alice, 'Worth it');
    const { body } = await bob.post(`/${id}/repost`);
    const { body: page } = await bob.get('/me/threads', {
      fields: 'media_type,text,reposted_post,owner,has_replies,reply_audience',
    });
    expect(page.data).toEqual([
      {
        id: body.id,
        media_type: 'REPOST_FACADE',
        reposted_post: { id },
        owner: { id: bob.userId },
        has_replies: false,
        reply_audience: 'EVERYONE',
      },
    ]);
  });

  it('deletes an own post, counts it, and does not find it again', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Gone soon');
    expect((await alice.delete(`/${id}`)).body).toEqual({ success: true, deleted_id: id });
    const again = await alice.delete(`/${id}`);
    expect(again.status).toBe(400);
    expect(again.body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
      message: expect.stringContaining(`Unsupported delete request. Object with ID '${id}'`),
    });
    expect(
      (await alice.get('/me/threads_publishing_limit', { fields: 'delete_quota_usage' })).body.data,
    ).toEqual([{ delete_quota_usage: 1 }]);
  });

  it('does not delete the post of another', async () => {
    const { alice, bob } = createTown();
    const id = await publishText(alice, 'Mine');
    expect((await bob.delete(`/${id}`)).status).toBe(400);
    expect((await alice.get(`/${id}`)).body).toEqual({ id });
  });

  it('stops at 100 deletions in 24 hours', async () => {
    const { alice } = createTown();
    for (let count = 0; count < 100; count += 1)
      await alice.delete(`/${await publishText(alice, `Post ${count}`)}`);
    const id = await publishText(alice, 'Stays');
    expect((await alice.delete(`/${id}`)).body.error.code).toBe(4);
  });

  it('refuses both to a token without the permission, with HTTP 500 and code 10', async () => {
    const { emulator, alice } = createTown();
    const id = await publishText(alice, 'Root');
    const reader = callerOf(emulator, 'alice', ['threads_basic']);
    for (const answer of [await reader.delete(`/${id}`), await reader.post(`/${id}/repost`)]) {
      expect(answer.status).toBe(500);
      expect(answer.body.error).toMatchObject({
        message: 'Application does not have permission for this action',
        type: 'THApiException',
        code: 10,
      });
    }
  });
});
