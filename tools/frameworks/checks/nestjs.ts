import { freePort, type Stage } from '../stage.ts';
import { expectEqual, expectText } from './expect.ts';

/** A server in CommonJS, with the client injected. */
export async function tryNest({ script, serve, startEmulator }: Stage): Promise<void> {
  const port = `${await freePort()}`;
  const url = `http://localhost:${port}`;
  await script('build');
  const threads = await startEmulator('.env', { site: url });
  await serve('start', { url, variables: { PORT: port } });
  await threads.subscribed();
  const post = (text: string): Promise<Response> =>
    fetch(`${url}/posts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': text },
      body: JSON.stringify({ text }),
    });
  const text = 'Hello from NestJS';
  const answers = await Promise.all([post(text), post(text)]);
  expectEqual('The answers', answers.map(({ status }) => status).join(), '201,201');
  expectEqual('The number of posts', await threads.countOnTimeline(text), 1);
  expectText('The list', await (await fetch(`${url}/posts`)).text(), text);
  expectEqual('The answer to a text that is too long', (await post('long '.repeat(101))).status, 400);
  await threads.delivered();
}
