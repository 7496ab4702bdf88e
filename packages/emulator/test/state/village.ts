import fc from 'fast-check';
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions } from '../../src/index.ts';

/** Who lives in the village. */
export const users = [
  { username: 'alice', posts: ['One', { text: 'Two', replies: [{ by: 'bob', text: 'Hm' }] }] },
  { username: 'bob' },
];

/** An emulator with a few posts, on a virtual clock. */
export function createVillage(options: EmulatorOptions = {}): Emulator {
  return createEmulator({ clock: createVirtualClock(), users, ...options });
}

/** What one call to the API says, to the byte. */
async function ask(emulator: Emulator, url: string, init?: RequestInit): Promise<string> {
  const response = await emulator.fetch(new Request(`https://graph.threads.com${url}`, init));
  const headers = JSON.stringify([...response.headers]);
  return `${response.status} ${headers} ${await response.text()}`;
}

/** Things that a user does; each leaves its marks in every part of the state. */
const steps = [
  'post',
  'image',
  'reply',
  'list',
  'page',
  'search',
  'locate',
  'app',
  'token',
  'wait',
  'error',
] as const;

/** Lets alice do things, and gives all that she is told, to the byte. */
export async function walk(
  emulator: Emulator,
  path: readonly (typeof steps)[number][],
): Promise<readonly string[]> {
  const said: string[] = [];
  const { accessToken } = emulator.issueToken({ username: 'alice' });
  const query = (parameters: Readonly<Record<string, string>>): string =>
    new URLSearchParams({ ...parameters, access_token: accessToken }).toString();
  const post = (url: string, parameters: Readonly<Record<string, string>>): Promise<string> =>
    ask(emulator, `${url}?${query(parameters)}`, { method: 'POST' });
  for (const step of path) {
    switch (step) {
      case 'post':
        said.push(await post('/me/threads', { media_type: 'TEXT', text: 'Hi', auto_publish_text: 'true' }));
        break;
      case 'image':
        said.push(
          await post('/me/threads', { media_type: 'IMAGE', image_url: 'https://images.example/a.jpg' }),
        );
        break;
      case 'reply': {
        const list: unknown = JSON.parse(
          (await ask(emulator, `/me/threads?${query({})}`)).replace(/^.*?\] /, ''),
        );
        const id = JSON.stringify(list).match(/"id":"(\d+)"/)?.[1] ?? '0';
        said.push(
          await post('/me/threads', {
            media_type: 'TEXT',
            text: 'Re',
            reply_to_id: id,
            auto_publish_text: 'true',
          }),
        );
        break;
      }
      case 'list':
        said.push(
          await ask(emulator, `/me/threads?${query({ fields: 'id,text,timestamp,permalink,shortcode' })}`),
        );
        break;
      case 'page':
        said.push(await ask(emulator, `/me/threads?${query({ limit: '1' })}`));
        break;
      case 'search':
        said.push(await ask(emulator, `/keyword_search?${query({ q: 'hi' })}`));
        break;
      case 'locate':
        said.push(await ask(emulator, `/location_search?${query({ q: 'Kyoto' })}`));
        break;
      case 'app': {
        const { clientId, clientSecret } = emulator.app;
        said.push(
          await ask(
            emulator,
            `/oauth/access_token?client_id=${clientId}&client_secret=${clientSecret}&grant_type=client_credentials`,
          ),
        );
        break;
      }
      case 'token':
        said.push(emulator.issueToken({ username: 'bob', shortLived: true }).accessToken);
        break;
      case 'wait':
        emulator.clock.advance(700);
        break;
      case 'error':
        said.push(await ask(emulator, `/1?${query({})}`));
        break;
    }
  }
  return said;
}

/** Any walk. */
export const anyPath = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 12 });
/** Options that use up randomness. */
export const randomTimes: EmulatorOptions = {
  latency: { min: 0, max: 900 },
  processing: { image: { min: 0, max: 3000 } },
};
