import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Body } from '../api.ts';
import { startApp } from '../start-app.ts';
import { faultsInEveryView } from './browser.ts';

const chromium = await chromiumForTests();

/** How a person presses a button. */
const hands = {
  'the mouse': (button: Locator) => button.click(),
  'the keyboard': (button: Locator) => button.press('Enter'),
} as const;

describe.skipIf(chromium === undefined)('the workbench in a browser', () => {
  const openTab = useBrowser(chromium);
  let emulator: Emulator;
  let served: ServedEmulator;
  let app: Awaited<ReturnType<typeof startApp>>;
  let tokens: Readonly<Record<string, string>>;

  beforeEach(async () => {
    app = await startApp();
    emulator = createEmulator({
      users: [
        {
          username: 'alice',
          posts: [
            { text: 'The first post', replyApprovals: true, replies: [{ by: 'bob', text: 'May I ask?' }] },
            { text: 'Tea or coffee?', poll: ['Tea', 'Coffee'], votes: [1, 1] },
          ],
        },
        { username: 'bob' },
      ],
    });
    tokens = Object.fromEntries(
      ['alice', 'bob'].map((username) => [username, emulator.issueToken({ username }).accessToken]),
    );
    served = await serve(emulator);
    return async () => {
      await served.close();
      await app.close();
    };
  });

  /** What a client of a user reads. */
  async function read(username: string, path: string): Promise<Body> {
    const response = await fetch(`${served.url}/v1.0${path}`, {
      headers: { authorization: `Bearer ${tokens[username]}` },
    });
    const body: Body = await response.json();
    return body;
  }

  async function open(path = '/'): Promise<Page> {
    const page = await openTab();
    await page.goto(served.url + path);
    await page.locator('html.scripted').waitFor();
    return page;
  }

  const postWith = (page: Page, text: string): Locator =>
    page.getByRole('article').filter({ hasText: text }).first();

  /** The id and the numbers of a post, as a client reads them. */
  async function findPost(text: string): Promise<Body> {
    const { data } = await read('alice', '/me/threads?fields=text,permalink&limit=100');
    const post = data.find((one) => one.text === text);
    if (post === undefined) throw new Error(`There is no post ${text}.`);
    return post;
  }

  async function likes(text: string): Promise<number> {
    const { id } = await findPost(text);
    const { data } = await read('alice', `/${id}/insights?metric=likes`);
    return Number(Object(data[0])['values'][0].value);
  }

  const votesOf = async (text: string): Promise<unknown> => {
    const { id } = await findPost(text);
    return Object(await read('alice', `/${id}?fields=poll_attachment{total_votes}`))['poll_attachment']
      .total_votes;
  };

  it.each(Object.entries(hands))('posts, with %s, which a client and a webhook hear of', async (_, press) => {
    await emulator.subscribeWebhooks({ callbackUrl: `${app.url}/hook`, verifyToken: 'x' });
    const page = await open();
    await page.getByRole('textbox', { name: 'What is new?' }).fill('Written by hand');
    await press(page.getByRole('button', { name: 'Post', exact: true }));
    await postWith(page, 'Written by hand').waitFor();
    expect(await page.getByRole('textbox', { name: 'What is new?' }).inputValue()).toBe('');
    await app.gotten(2);
    const { text: body } = app.received[1] ?? { text: '' };
    expect(JSON.parse(body)).toMatchObject({ values: [{ field: 'publish', value: { username: 'alice' } }] });
    expect((await findPost('Written by hand')).id).toBe(JSON.parse(body).target_id);
  });

  it('keeps what is typed while a post is on its way', async () => {
    const page = await open();
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/__emulator/act', async (route) => {
      await held;
      await route.continue();
    });
    const composer = page.getByRole('textbox', { name: 'What is new?' });
    await composer.fill('The one');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await composer.fill('The next');
    goOn();
    await postWith(page, 'The one').waitFor();
    expect(await composer.inputValue()).toBe('The next');
  });

  it('says that the emulator has ended, until it is there again', async () => {
    const page = await open();
    await served.close();
    const silence = page.getByRole('status').getByText('The emulator does not answer.');
    await silence.waitFor();
    served = await serve(emulator, { port: Number(new URL(served.url).port) });
    await silence.waitFor({ state: 'detached' });
    expect(await page.locator('#notice').textContent()).toBe('');
  });

  it('posts a picture of its own, and a poll', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'What is new?' }).fill('A picture');
    await page.getByText('Picture or video').click();
    await page.getByLabel('Address of an image').fill(`${served.url}/__emulator/media/gate.png`);
    await page.getByLabel('Alternative text').fill('A gate');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    const image = postWith(page, 'A picture').getByRole('img', { name: 'A gate' });
    await image.waitFor();
    await expect
      .poll(() => image.evaluate((element) => 'naturalWidth' in element && element.naturalWidth))
      .toBe(720);
    await page.getByRole('textbox', { name: 'What is new?' }).fill('Rain or snow?');
    await page.getByText('Poll', { exact: true }).click();
    await page.getByLabel('Option A').fill('Rain');
    await page.getByLabel('Option B').fill('Snow');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await postWith(page, 'Rain or snow?').getByRole('button', { name: 'Snow' }).waitFor();
    const { id } = await findPost('Rain or snow?');
    expect(await read('alice', `/${id}?fields=poll_attachment`)).toMatchObject({
      poll_attachment: { option_a: 'Rain', option_b: 'Snow' },
    });
  });

  it('says on the page why a post is refused, and keeps what was written', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'What is new?' }).fill('x'.repeat(501));
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByRole('status').getByText('Text must be at most 500 characters long.').waitFor();
    expect(await page.getByRole('textbox', { name: 'What is new?' }).inputValue()).toHaveLength(501);
  });

  it.each(Object.entries(hands))('likes, takes it back, votes and reposts, with %s', async (_, press) => {
    const page = await open();
    const post = postWith(page, 'Tea or coffee?');
    const before = await likes('Tea or coffee?');
    await press(post.getByRole('button', { name: /^Like/ }));
    await post.locator('[aria-pressed="true"]').waitFor();
    expect(await likes('Tea or coffee?')).toBe(before + 1);
    // The focus stays where a person left it.
    expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/-like$/);
    await press(post.getByRole('button', { name: /^Like/ }));
    await post.locator('[aria-pressed="false"]').waitFor();
    expect(await likes('Tea or coffee?')).toBe(before);

    await press(post.getByRole('button', { name: 'Coffee' }));
    await post.getByText('Your vote').waitFor();
    expect(await post.getByText(/ %$/).allTextContents()).toEqual(['33 %', '67 %']);
    expect(await votesOf('Tea or coffee?')).toBe(3);

    await press(post.getByRole('button', { name: /^Repost/ }));
    await page.getByText('reposted').waitFor();
    const { data } = await read('alice', '/me/threads?fields=media_type');
    expect(Object(data[0])['media_type']).toBe('REPOST_FACADE');
  });

  it.each(Object.entries(hands))(
    'replies over the timeline, with %s, which the author is told of',
    async (_, press) => {
      await emulator.subscribeWebhooks({
        callbackUrl: `${app.url}/hook`,
        verifyToken: 'x',
        fields: ['replies'],
      });
      const page = await open();
      await press(postWith(page, 'Tea or coffee?').getByRole('button', { name: /^Reply/ }));
      const sheet = page.getByRole('dialog', { name: 'Reply to alice' });
      await sheet.waitFor();
      // One writes at once.
      await page.keyboard.type('Water, please');
      await press(sheet.getByRole('button', { name: 'Reply' }));
      await sheet.waitFor({ state: 'hidden' });
      await postWith(page, 'Tea or coffee?').getByRole('button', { name: 'Reply 1' }).waitFor();
      await app.gotten(2);
      expect(JSON.parse(app.received[1]?.text ?? '')).toMatchObject({
        values: [{ field: 'replies', value: { text: 'Water, please' } }],
      });
    },
  );

  it.each(Object.entries(hands))('approves, hides, shows and ignores replies, with %s', async (_, press) => {
    const { id, ...post } = await findPost('The first post');
    const page = await open(new URL(String(post['permalink'])).pathname);
    const reply = page.getByRole('listitem').filter({ hasText: 'May I ask?' });
    await press(reply.getByRole('button', { name: 'Approve' }));
    await page.getByText('Waiting for approval').waitFor({ state: 'detached' });
    expect((await read('alice', `/${id}/replies`)).data).toHaveLength(1);
    const status = async (): Promise<unknown> =>
      Object((await read('alice', `/${id}/replies?fields=hide_status`)).data[0])['hide_status'];
    await press(reply.getByRole('button', { name: 'Hide' }));
    await page.getByText("Hidden by the post's author").waitFor();
    expect(await status()).toBe('HIDDEN');
    // It is folded now.
    await reply.locator('summary.row').press('Enter');
    await press(reply.getByRole('button', { name: 'Unhide' }));
    await page.getByText("Hidden by the post's author").waitFor({ state: 'detached' });
    expect(await status()).toBe('UNHUSHED');

    // Another one comes meanwhile.
    emulator.act({ act: 'reply', by: 'bob', to: id, text: 'And another' });
    const other = page.getByRole('listitem').filter({ hasText: 'And another' });
    await press(other.getByRole('button', { name: 'Ignore' }));
    await page.getByText('Not approved').waitFor();
    expect((await read('alice', `/${id}/replies`)).data).toHaveLength(1);
  });

  it.each(Object.entries(hands))('deletes, with %s, which the webhook hears of', async (_, press) => {
    await emulator.subscribeWebhooks({ callbackUrl: `${app.url}/hook`, verifyToken: 'x' });
    const page = await open();
    await press(postWith(page, 'Tea or coffee?').getByRole('button', { name: 'Delete' }));
    await postWith(page, 'Tea or coffee?').waitFor({ state: 'detached' });
    await app.gotten(2);
    expect(JSON.parse(app.received[1]?.text ?? '')).toMatchObject({ values: [{ field: 'delete' }] });
    expect((await read('alice', '/me/threads')).data).toHaveLength(1);
  });

  it.each(Object.entries(hands))('acts as somebody else, who follows, with %s', async (_, press) => {
    const page = await open();
    await press(page.getByRole('button', { name: 'Act as bob' }));
    await page.getByRole('button', { name: 'Act as alice' }).waitFor();
    await page.getByRole('region', { name: 'People' }).getByRole('link', { name: 'alice' }).click();
    await page.getByText('1000 followers').waitFor();
    await press(page.getByRole('button', { name: 'Follow', exact: true }));
    await page.getByText('1001 followers').waitFor();
    const { data } = await read('alice', '/me/threads_insights?metric=followers_count');
    expect(Object(data[0])['total_value']).toEqual({ value: 1001 });
    await press(page.getByRole('button', { name: 'Unfollow' }));
    await page.getByText('1000 followers').waitFor();
    // It stays so on other pages.
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByRole('textbox', { name: 'What is new?' }).fill('By bob');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByRole('article', { name: 'Post by bob' }).waitFor();
    expect((await read('bob', '/me/threads?fields=text')).data).toMatchObject([{ text: 'By bob' }]);
  });

  it('shows what an app publishes, and disturbs nobody who is writing', async () => {
    const page = await open();
    const textbox = page.getByRole('textbox', { name: 'What is new?' });
    await textbox.fill('Half a sent');
    const body = new URLSearchParams({ media_type: 'TEXT', text: 'From the app', auto_publish_text: 'true' });
    const headers = { authorization: `Bearer ${tokens['bob']}` };
    await fetch(`${served.url}/v1.0/me/threads`, { method: 'POST', body, headers });
    await postWith(page, 'From the app').waitFor();
    await page.keyboard.type('ence');
    expect(await textbox.inputValue()).toBe('Half a sentence');
  });

  it('acts here as somebody, and at another emulator of this machine as somebody else', async () => {
    const other = await serve(createEmulator({ users: [{ username: 'alice' }, { username: 'bob' }] }));
    try {
      const page = await open();
      await page.getByRole('button', { name: 'Act as bob' }).click();
      await page.getByRole('button', { name: 'Act as alice' }).waitFor();
      await page.goto(other.url);
      await page.getByRole('button', { name: 'Act as bob' }).waitFor();
      await page.goto(served.url);
      expect(await page.getByRole('button', { name: 'Act as alice' }).count()).toBe(1);
    } finally {
      await other.close();
    }
  });

  it.each([true, false])('posts once where the button is pressed twice, with script: %s', async (script) => {
    const page = await openTab({ javaScriptEnabled: script });
    await page.goto(served.url);
    if (script) await page.locator('html.scripted').waitFor();
    await page.getByRole('textbox', { name: 'What is new?' }).fill('Only once');
    await page.getByRole('button', { name: 'Post', exact: true }).dblclick();
    await postWith(page, 'Only once').waitFor();
    // Without the script the second click loads the page once more, maybe only now.
    await page.goto(served.url);
    const post = postWith(page, 'Tea or coffee?');
    await post.getByRole('button', { name: /^Reply/ }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Water');
    await page.getByRole('dialog').getByRole('button', { name: 'Reply' }).dblclick();
    await post.getByRole('button', { name: 'Reply 1' }).waitFor();
    await page.goto(served.url);
    expect(await page.locator('#notice.bad').count()).toBe(0);
    expect((await read('alice', '/me/threads?fields=text')).data.map(({ text }) => text)).toEqual([
      'Only once',
      'Tea or coffee?',
      'The first post',
    ]);
    expect((await read('alice', '/me/replies')).data).toHaveLength(1);
  });

  it('posts the same as often as a person writes it on one page', async () => {
    const page = await open();
    for (const count of [1, 2]) {
      await page.getByRole('textbox', { name: 'What is new?' }).fill('Again');
      await page.getByRole('button', { name: 'Post', exact: true }).click();
      await expect.poll(() => page.getByRole('article').filter({ hasText: 'Again' }).count()).toBe(count);
    }
  });

  it('says of a post that is gone after a reset that it is', async () => {
    const { permalink } = await findPost('The first post');
    const page = await open(new URL(String(permalink)).pathname);
    emulator.act({ act: 'post', by: 'alice', text: 'Of before' });
    const after = await open(new URL(String((await findPost('Of before'))['permalink'])).pathname);
    emulator.reset();
    await after.getByRole('status').getByText('This page is not there any more').waitFor();
    expect(await page.locator('#notice.bad').count()).toBe(0);
  });

  it('does all of it without script', async () => {
    const page = await openTab({ javaScriptEnabled: false });
    await page.goto(served.url);
    await page.getByRole('textbox', { name: 'What is new?' }).fill('No script here');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    const post = postWith(page, 'No script here');
    const before = await likes('No script here');
    await post.getByRole('button', { name: /^Like/ }).click();
    expect(await likes('No script here')).toBe(before + 1);
    await post.getByRole('button', { name: /^Reply/ }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Nor here');
    await page.getByRole('dialog').getByRole('button', { name: 'Reply' }).click();
    await postWith(page, 'No script here').getByRole('button', { name: 'Reply 1' }).waitFor();
    await page.getByRole('textbox', { name: 'What is new?' }).fill('x'.repeat(501));
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Text must be at most 500 characters long.').waitFor();
  });

  it.each(Object.entries(hands))(
    'subscribes a webhook, lets events happen and sends one again, with %s',
    async (_, press) => {
      const page = await open('/__emulator/webhooks');
      await page.getByLabel('Callback URL').fill(`${app.url}/hook`);
      await page.getByLabel('Verify token').fill('a word');
      await press(page.getByRole('button', { name: 'Verify and subscribe' }));
      await page.getByText('is told of replies, delete, mentions, publish').waitFor();
      expect(app.received[0]?.path).toContain('hub.verify_token=a+word');
      await press(page.getByRole('button', { name: 'mentions' }));
      const delivery = page
        .getByRole('listitem')
        .filter({ hasText: 'mentions' })
        .filter({ hasText: 'delivered' });
      await delivery.waitFor();
      await delivery.getByText('Body and signature').press('Enter');
      const sent = app.received.find(({ text }) => text.includes('"mentions"'));
      expect(await delivery.innerText()).toContain(sent?.headers['x-hub-signature-256']);
      const count = app.received.length;
      await press(delivery.getByRole('button', { name: 'Send again' }));
      await app.gotten(count + 1);
      expect(app.received.at(-1)?.text).toBe(sent?.text);
      // What was unfolded stays so when more is shown.
      await expect
        .poll(() => delivery.getByRole('list', { name: 'Attempts' }).getByRole('listitem').count())
        .toBe(2);
      expect(await delivery.getByRole('group', { name: 'Body' }).isVisible()).toBe(true);
    },
  );

  it('says why a webhook could not be subscribed', async () => {
    const page = await open('/__emulator/webhooks');
    await page.getByLabel('Callback URL').fill('http://127.0.0.1:1/hook');
    await page.getByLabel('Verify token').fill('x');
    await page.getByRole('button', { name: 'Verify and subscribe' }).click();
    await page
      .getByRole('status')
      .getByText(/not subscribed: the verification was not answered/)
      .waitFor();
    expect(await page.getByLabel('Callback URL').inputValue()).toBe('http://127.0.0.1:1/hook');
  });

  it('shows how a container goes on, and expires once the clock is moved', async () => {
    emulator.configure({ processing: { image: 1500 } });
    const body = new URLSearchParams({ media_type: 'IMAGE', image_url: 'https://images.example/a.png' });
    const headers = { authorization: `Bearer ${tokens['alice']}` };
    await fetch(`${served.url}/v1.0/me/threads`, { method: 'POST', body, headers });
    const page = await open('/__emulator/containers');
    await page.getByText('Waits to be published').waitFor();
    const clock = await open('/__emulator/clock');
    await clock.getByRole('button', { name: '+1 day' }).press('Enter');
    await clock.getByText('It runs, 1 day ahead of the clock of this machine.').waitFor();
    await page.getByText('Not published within 1 day').waitFor();
    await clock.getByRole('button', { name: 'Stop' }).click();
    await clock.getByText('It stands still.').waitFor();
    const stood = emulator.clock.now();
    await clock.reload();
    expect(emulator.clock.now()).toBe(stood);
    await clock.getByRole('button', { name: 'Back to now' }).click();
    await expect.poll(() => Math.abs(emulator.clock.now() - Date.now())).toBeLessThan(5000);
    await clock.getByText('It stands still.').waitFor();
    expect(emulator.clock.stopped).toBe(true);
    await clock.getByRole('button', { name: '+1 day' }).click();
    await clock.getByRole('button', { name: 'Go', exact: true }).click();
    await clock.getByText('It runs, 24 hours ahead of the clock of this machine.').waitFor();
    await clock.getByRole('button', { name: 'Back to now' }).click();
    await clock.getByText('It runs with the clock of this machine.').waitFor();
    expect(Math.abs(emulator.clock.now() - Date.now())).toBeLessThan(1000);
  });

  it('is readable and fits in every view while one writes a reply', async () => {
    const page = await open();
    await postWith(page, 'Tea or coffee?')
      .getByRole('button', { name: /^Reply/ })
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await faultsInEveryView(page, 'reply')).toEqual([]);
  });
});
