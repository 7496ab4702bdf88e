import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { obliging } from './app-receiver.ts';
import { listen } from './listen.ts';
import { program, type RunningProgram, startProgram } from './program.ts';
import { startApp } from './start-app.ts';

/** Runs the program to its end. */
async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, output, errors };
}

/** The program with a webhook that is subscribed, and the app that has it. */
async function startWithWebhook(...args: readonly string[]) {
  const app = await startApp();
  const webhook = ['--webhook', `${app.url}/webhook`, '--verify-token', 'a-word'];
  const running = await startProgram([...webhook, '--user', 'alice', '--user', 'bob', ...args]);
  await expect.poll(() => running.errors()).toContain('The webhook is subscribed.');
  return {
    app,
    running,
    [Symbol.asyncDispose]: async () => {
      await running[Symbol.asyncDispose]();
      await app.close();
    },
  };
}

async function post(url: string, accessToken: string, text: string): Promise<string> {
  const body = new URLSearchParams({
    media_type: 'TEXT',
    text,
    auto_publish_text: 'true',
    access_token: accessToken,
  });
  const response = await fetch(`${url}/me/threads`, { method: 'POST', body });
  const { id }: { id: string } = JSON.parse(await response.text());
  return id;
}

describe('a webhook of the command line', () => {
  it('is subscribed as soon as the app answers its verification', async () => {
    let isReady = false;
    const app = await startApp((request) => (isReady ? obliging(request) : { status: 503 }));
    try {
      await using running = await startProgram([
        '--webhook',
        `${app.url}/webhook`,
        '--verify-token',
        'a-word',
        '--user',
        'alice',
      ]);
      const reason = 'the verification was answered with 503, not with 200. It is tried again every second.';
      await expect.poll(() => running.errors()).toContain(reason);
      await app.gotten(2);
      isReady = true;
      await expect.poll(() => running.errors()).toContain('The webhook is subscribed.');
      expect(running.errors().split(reason)).toHaveLength(2); // said once
      expect(running.text).toContain('THREADS_VERIFY_TOKEN=a-word');
      await post(running.url, running.token('alice'), 'Hello');
      await expect.poll(() => app.received.at(-1)?.text).toContain('"field":"publish"');
      expect(await running.end('SIGTERM')).toEqual([0, null]);
    } finally {
      await app.close();
    }
  });

  it('holds nobody up who stops before it was subscribed', async () => {
    await using running = await startProgram(['--webhook', 'http://127.0.0.1:1/', '--verify-token', 'a']);
    expect(await running.end('SIGTERM')).toEqual([0, null]);
  });
});

describe('an app that does not answer', () => {
  // As long as a delivery or a verification may take, or longer.
  const long = 10_000;

  /** An app that answers its verification, if it is to, and nothing else. */
  async function startSilentApp(verifies: boolean) {
    let asked = 0;
    const app = await listen((request, response) => {
      const challenge = new URL(request.url ?? '', 'http://app.example').searchParams.get('hub.challenge');
      if (verifies && challenge !== null) response.end(challenge);
      else asked += 1;
    });
    return { ...app, asked: () => asked };
  }

  /** Starts the emulator, waits until the app has something that it does not answer, and gives what ending it is like. */
  async function endWhileAsked(verifies: boolean, before: (running: RunningProgram) => Promise<unknown>) {
    const app = await startSilentApp(verifies);
    try {
      const webhook = ['--webhook', app.url, '--verify-token', 'a'];
      await using running = await startProgram([...webhook, '--user', 'alice']);
      await before(running);
      await expect.poll(app.asked).toBe(1);
      const start = Date.now();
      const ended = await running.end('SIGTERM');
      return { ended, took: Date.now() - start, errors: running.errors() };
    } finally {
      await app.close();
    }
  }

  it('to its verification, holds nobody up who stops the emulator', async () => {
    const { ended, took, errors } = await endWhileAsked(false, async () => undefined);
    expect({ ended, errors }).toEqual({ ended: [0, null], errors: '' });
    expect(took).toBeLessThan(long / 2);
  });

  it('to a delivery, holds nobody up who stops the emulator, who hears of it', async () => {
    const { ended, took, errors } = await endWhileAsked(true, async (running) => {
      await expect.poll(() => running.errors()).toContain('The webhook is subscribed.');
      await post(running.url, running.token('alice'), 'Hello');
    });
    expect(ended).toEqual([0, null]);
    expect(took).toBeLessThan(long / 2);
    expect(errors).toMatch(/threads-emulator: 1 webhook delivery was not taken\n$/);
  });

  it('does not hold up the end of exec', async () => {
    const app = await startSilentApp(true);
    const source = `
      const at = process.env.THREADS_EMULATOR;
      const subscription = async () => (await (await fetch(at + '/__emulator/control/subscription')).json()).subscription;
      while (await subscription() === null);
      const body = new URLSearchParams({ media_type: 'TEXT', text: 'a', auto_publish_text: 'true', access_token: process.env.THREADS_ACCESS_TOKEN });
      await fetch(at + '/me/threads', { method: 'POST', body });`;
    try {
      const start = Date.now();
      const webhook = ['--webhook', app.url, '--verify-token', 'a'];
      const node = [process.execPath, '--input-type=module', '--eval', source];
      expect(await run('exec', ...webhook, '--', ...node)).toMatchObject({
        code: 0,
        errors: expect.stringContaining('1 webhook delivery was not taken'),
      });
      expect(Date.now() - start).toBeLessThan(long);
      expect(app.asked()).toBe(1);
    } finally {
      await app.close();
    }
  });
});

it('sends webhooks in the shape, as often and as late as the command line says', async () => {
  const how = '--webhook-values object --webhook-duplicates 2 --webhook-retries none';
  await using world = await startWithWebhook(...how.split(' '));
  const { app, running } = world;
  await post(running.url, running.token('alice'), 'Hello');
  await app.gotten(4);
  const bodies = app.received.slice(1).map(({ text }) => text);
  expect(new Set(bodies).size).toBe(1);
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ values: { field: 'publish' } });
  await app.close();
  await post(running.url, running.token('alice'), 'Nobody hears it');
  await expect
    .poll(async () => (await run('webhooks', '--url', running.url)).output)
    .toMatch(/ 2 {2}publish +dropped +1 attempt/);
});

describe('threads-emulator webhooks', () => {
  it('lists what was sent, and sends it again', async () => {
    await using world = await startWithWebhook();
    const { app, running } = world;
    await post(running.url, running.token('alice'), 'Hello');
    await app.gotten(2);
    const sent = app.received[1]?.text;
    const list = await run('webhooks', '--url', running.url);
    expect(list).toMatchObject({ code: 0, errors: '' });
    expect(list.output.split('\n')).toEqual([
      `${app.url}/webhook is told of replies, delete, mentions, publish`,
      expect.stringMatching(/^ +1 {2}publish +delivered +1 attempt +200 +\d{4}-.*Z$/),
      '',
    ]);
    const again = await run('webhooks', 'resend', '1', '--url', `${running.url}/`);
    expect(again).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^ +1 {2}publish +delivered +2 attempts/),
    });
    expect(app.received[2]?.text).toBe(sent);
    expect(await run('webhooks', 'resend', '9', '--url', running.url)).toEqual({
      code: 1,
      output: '',
      errors: 'threads-emulator: There is no delivery 9.\n',
    });
  });

  it('says so where none is subscribed', async () => {
    await using running = await startProgram();
    expect(await run('webhooks', '--url', running.url)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^No webhook is subscribed\./),
    });
  });
});

describe('threads-emulator trigger', () => {
  it('makes each event happen, and says what was sent', async () => {
    await using world = await startWithWebhook();
    const { app, running } = world;
    const id = await post(running.url, running.token('alice'), 'Hello');
    await app.gotten(2);
    const trigger = async (...args: readonly string[]): Promise<string> => {
      const ran = await run('trigger', ...args, '--url', running.url);
      expect(ran).toMatchObject({ code: 0, errors: '' });
      return ran.output;
    };
    const fieldsOf = (output: string): readonly string[] =>
      [...output.matchAll(/^ +\d+ {2}(\w+) +delivered/gm)].map(([, field = '']) => field);

    const reply = await trigger('reply', '--text', 'Which camera?');
    expect(reply).toMatch(new RegExp(`^@bob: reply ${id}, \\d+\n`));
    expect(fieldsOf(reply).toSorted()).toEqual(['publish', 'replies']);
    expect(app.received.find(({ text }) => text.includes('"replies"'))?.text).toContain('Which camera?');

    expect(fieldsOf(await trigger('mention')).toSorted()).toEqual(['mentions', 'publish']);
    expect(fieldsOf(await trigger('mention', '--to', id, '--by', '@bob', '--text', 'See'))).toContain(
      'mentions',
    );
    const published = await trigger('publish');
    expect(fieldsOf(published)).toEqual(['publish']);
    const query = `fields=text&access_token=${running.token('alice')}`;
    const read = await fetch(`${running.url}/${/post (\d+)/.exec(published)?.[1]}?${query}`);
    // Nothing that the users who are there by default have said.
    expect(await read.json()).toMatchObject({ text: 'Something new' });
    const deletion = await trigger('delete', '--to', id);
    expect(fieldsOf(deletion)).toEqual(['delete']);
    expect(deletion.split('\n')[0]).toBe(`@alice: delete ${id}`);
    expect(app.received.at(-1)?.text).toContain(id);
  });

  it('mentions somebody else where the first user is who does it', async () => {
    await using world = await startWithWebhook();
    const { app, running } = world;
    const { output } = await run('trigger', 'mention', '--by', '@Alice', '--url', running.url);
    expect(output).toMatch(/ mentions +delivered/);
    expect(app.received.find(({ text }) => text.includes('"mentions"'))?.text).toContain('@bob Hello');
  });

  it('takes a shortcode and a permalink', async () => {
    await using world = await startWithWebhook();
    const { running } = world;
    const id = await post(running.url, running.token('alice'), 'Hello');
    const query = `fields=permalink,shortcode&access_token=${running.token('alice')}`;
    const { permalink, shortcode }: { permalink: string; shortcode: string } = JSON.parse(
      await (await fetch(`${running.url}/${id}?${query}`)).text(),
    );
    for (const name of [permalink, shortcode]) {
      const { output } = await run('trigger', 'reply', '--to', name, '--url', running.url);
      expect(output).toContain(`@bob: reply ${id}`);
    }
  });

  it('says why nothing was sent', async () => {
    await using running = await startProgram(['--user', 'alice', '--user', 'bob']);
    expect(await run('trigger', 'publish', '--url', running.url)).toMatchObject({
      code: 0,
      output: expect.stringContaining('no webhook is subscribed'),
    });
  });
});

describe('threads-emulator trigger, asked for too much', () => {
  it('says what it lacks', async () => {
    await using running = await startProgram(['--user', 'alice']);
    const refusal = async (...args: readonly string[]): Promise<string> => {
      const { code, errors } = await run('trigger', ...args, '--url', running.url);
      expect(code).toBe(1);
      return errors;
    };
    expect(await refusal('reply')).toContain('@alice has no post yet');
    expect(await refusal('mention')).toContain('there is nobody but @alice');
    expect(await refusal('mention', '--by', 'alice')).toContain('there is nobody but @alice');
    expect(await refusal('reply', '--to', '17')).toContain('there is no post 17');
  });
});

describe('a command about an emulator that runs', () => {
  it.each([['trigger', 'publish'], ['webhooks']])(
    'ends by a signal where nothing answers: %s',
    async (...command: readonly string[]) => {
      let asked = 0;
      const silent = await listen(() => (asked += 1));
      try {
        const child = spawn(process.execPath, [program, ...command, '--url', silent.url], {
          stdio: 'ignore',
        });
        await expect.poll(() => asked).toBe(1);
        const exited = once(child, 'exit');
        child.kill('SIGINT');
        expect(await exited).toEqual([130, null]);
      } finally {
        await silent.close();
      }
    },
  );

  it('says so where an address is none of an emulator, or the variable names none', async () => {
    await using running = await startProgram();
    expect(await run('webhooks', '--url', `${running.url}/foo`)).toEqual({
      code: 1,
      output: '',
      errors: expect.stringContaining(`${running.url}/foo is no address of an emulator: it answered with `),
    });
    const child = spawn(process.execPath, [program, 'webhooks'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, THREADS_EMULATOR: 'nonsense' },
    });
    expect(await readAll(child.stderr)).toContain(
      'THREADS_EMULATOR must be an absolute http or https address',
    );
  });
});
