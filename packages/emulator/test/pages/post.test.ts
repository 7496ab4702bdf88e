import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { type Caller, createTown, publishText } from '../api.ts';
import { figuresOf, openPage, permalinkPath } from './open-page.ts';

let emulator: Emulator;
let alice: Caller;
let bob: Caller;

beforeEach(() => {
  ({ emulator, alice, bob } = createTown());
});

async function publishMedia(parameters: Record<string, string>): Promise<void> {
  const { body } = await alice.post('/me/threads', parameters);
  emulator.clock.advance(60_000);
  await alice.post('/me/threads_publish', { creation_id: body.id });
}

describe('a post', () => {
  it('is shown at the path of its permalink', async () => {
    const pathname = await permalinkPath(emulator, await publishText(alice, 'Here I am'));
    const { status, html } = await openPage(emulator, pathname);
    expect(status).toBe(200);
    expect(html).toContain('Here I am');
  });

  it('is shown to everyone but under its own author only', async () => {
    const pathname = await permalinkPath(emulator, await publishText(alice, 'Here I am'));
    expect((await openPage(emulator, pathname.replace('alice', 'bob'))).status).toBe(404);
  });

  it('stands between what it answers and the replies to it', async () => {
    const root = await publishText(alice, 'The root');
    const reply = await publishText(bob, 'The middle', { reply_to_id: root });
    await publishText(alice, 'The leaf', { reply_to_id: reply });
    const { html } = await openPage(emulator, await permalinkPath(emulator, reply));
    expect(html).toMatch(/The root[\s\S]*The middle[\s\S]*<h2>Replies<\/h2>[\s\S]*The leaf/);
    const list = await openPage(emulator, '/');
    expect(figuresOf(list.html, 'The root')).toMatchObject({ Reply: '1' });
  });

  it('folds replies that its author hid', async () => {
    const root = await publishText(alice, 'The root');
    const reply = await publishText(bob, 'Rude words', { reply_to_id: root });
    await alice.post(`/${reply}/manage_reply`, { hide: 'true' });
    const { html } = await openPage(emulator, await permalinkPath(emulator, root));
    expect(html).toMatch(
      /<details><summary[^>]*>Hidden by the post&#39;s author<\/summary>[\s\S]*Rude words/,
    );
    expect(figuresOf((await openPage(emulator, '/')).html, 'The root')).toMatchObject({ Reply: '0' });
  });

  it('links to the deepest reply of a long conversation and goes on there', async () => {
    let last = await publishText(alice, 'Step 0');
    for (let step = 1; step <= 12; step += 1) {
      last = await publishText(step % 2 === 0 ? alice : bob, `Step ${step}`, { reply_to_id: last });
    }
    const root = /href="(\/@alice\/post\/[^"]+)"/.exec((await openPage(emulator, '/')).html)?.[1] ?? '';
    const { html } = await openPage(emulator, root);
    expect(html).toContain('Step 8');
    expect(html).not.toContain('Step 9');
    const next = /<a href="([^"]+)">Continue this conversation/.exec(html)?.[1] ?? '';
    expect((await openPage(emulator, next)).html).toContain('Step 12');
  });

  it('shows an image with its alternative text', async () => {
    await publishMedia({
      media_type: 'IMAGE',
      image_url: 'https://images.example/gate.jpg',
      alt_text: 'A red gate',
      text: 'Morning',
    });
    const { html } = await openPage(emulator, '/');
    expect(html).toMatch(/<img src="https:\/\/images\.example\/gate\.jpg" alt="A red gate"/);
  });

  it('shows every item of a carousel', async () => {
    const children: string[] = [];
    for (const [type, name] of [
      ['IMAGE', 'a.jpg'],
      ['VIDEO', 'b.mp4'],
      ['IMAGE', 'c.jpg'],
    ] as const) {
      const parameter = type === 'IMAGE' ? 'image_url' : 'video_url';
      const { body } = await alice.post('/me/threads', {
        media_type: type,
        [parameter]: `https://media.example/${name}`,
        is_carousel_item: 'true',
      });
      children.push(body.id);
    }
    emulator.clock.advance(60_000);
    await publishMedia({ media_type: 'CAROUSEL', children: children.join(',') });
    const { html } = await openPage(emulator, '/');
    expect(html).toContain('Carousel with 3 items');
    expect(html).toMatch(
      /<img src="[^"]+a\.jpg"[\s\S]*<video src="[^"]+b\.mp4"[\s\S]*<img src="[^"]+c\.jpg"/,
    );
  });

  it('shows a poll, a topic, who may reply, a quote, a repost, a link card, long text and a spoiler', async () => {
    const post = await publishText(alice, 'Tea or coffee?', {
      poll_attachment: JSON.stringify({ option_a: 'Green tea', option_b: 'Espresso' }),
      topic_tag: 'drinks',
      reply_control: 'mentioned_only',
    });
    await publishText(bob, 'Look', { quote_post_id: post });
    await bob.post(`/${post}/repost`);
    await publishText(bob, 'Read', { link_attachment: 'https://articles.example/long' });
    await publishText(bob, 'Longer', {
      text_attachment: JSON.stringify({
        plaintext: 'strong words',
        text_with_styling_info: [{ offset: 0, length: 6, styling_info: ['bold'] }],
      }),
    });
    await publishText(bob, 'It was the butler', {
      text_entities: JSON.stringify([{ entity_type: 'SPOILER', offset: 11, length: 6 }]),
    });
    const { html } = await openPage(emulator, '/@bob');
    const { html: original } = await openPage(emulator, '/@alice');
    for (const part of [
      '>Green tea</button>',
      '>Espresso</button>',
      'open until',
      '<span class="topic">drinks</span>',
      'Mentioned accounts can reply',
    ]) {
      expect(original).toContain(part);
    }
    expect(html).toMatch(/Look[\s\S]*class="inset"[\s\S]*Tea or coffee\?/);
    expect(html).toMatch(/reposted[\s\S]*Tea or coffee\?/);
    expect(html).toMatch(/<a class="inset link-card" href="https:\/\/articles\.example\/long"/);
    expect(html).toContain('<span class="bold">strong</span>');
    expect(html).toMatch(/<summary>Spoiler<\/summary><span>butler<\/span>/);
  });
});
