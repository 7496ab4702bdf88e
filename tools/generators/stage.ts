import { type Client, createClient } from '@threads-sdk/core-http';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { publish } from '@threads-sdk/publish';
import type { Access, GeneratedClient, TriedPost } from './tried.ts';

/** The names and values of a form, in the order of the names; a name that was sent twice stands there twice. */
export type Form = readonly (readonly [name: string, value: string])[];

/** A served emulator that keeps the forms of the containers. */
export interface Stage {
  /** Without a version. */
  readonly url: string;
  /** The forms of the containers since it was asked before, ids of containers replaced by their numbers. */
  readonly takeForms: () => readonly Form[];
  readonly accessToken: string;
  /** Our own client: for the emulator, or for a mock, which knows the paths without a version. */
  readonly ownClient: (mock?: string) => Client;
  readonly close: () => Promise<void>;
}

/** Opens a stage. Its clock is virtual, so that our own client, which waits between its looks, does so in no time. */
export async function openStage(): Promise<Stage> {
  const clock = createVirtualClock();
  const emulator = createEmulator({
    clock,
    users: [{ username: 'mika' }],
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
  });
  const forms: Form[] = [];
  const containers: string[] = [];
  const keepForms = async (request: Request): Promise<Response> => {
    const isContainer = request.method === 'POST' && new URL(request.url).pathname.endsWith('/threads');
    if (!isContainer) return emulator.fetch(request);
    const type = request.headers.get('content-type') ?? 'no content type';
    const body = await request.clone().text();
    const answer = await emulator.fetch(request);
    forms.push([
      ['', type.startsWith('application/x-www-form-urlencoded') ? 'a form' : type],
      ...[...new URLSearchParams(body)].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ]);
    containers.push(String(Object(await answer.clone().json())['id']));
    return answer;
  };
  const served = await serve({ ...emulator, fetch: keepForms });
  const token = emulator.issueToken({ username: 'mika' });
  return {
    url: served.url,
    takeForms: () => {
      const taken = forms.map((form) =>
        form.map(([name, value]) => [name, numbered(value, containers)] as const),
      );
      forms.length = 0;
      containers.length = 0;
      return taken;
    },
    accessToken: token.accessToken,
    ownClient: (mock) =>
      createClient({
        baseUrl: mock ?? served.url,
        allowInsecure: true,
        credentials: createCredentials(token),
        clock,
        ...(mock === undefined ? {} : { fetch: fetchWithoutVersion }),
      }),
    close: () => served.close(),
  };
}

/** Sends the whole body at once: a mock may not read one in pieces. */
async function fetchWithoutVersion(request: Request): Promise<Response> {
  const { method, headers } = request;
  const body = method === 'GET' ? null : await request.text();
  return fetch(request.url.replace('/v1.0/', '/'), { method, headers, body });
}

/** Ids differ from run to run: that of the first container becomes `container 1`. */
function numbered(value: string, containers: readonly string[]): string {
  return containers.reduce((text, id, index) => text.replaceAll(id, `container ${index + 1}`), value);
}

/** Publishes posts with our own client. */
export async function publishOwn(client: Client, posts: readonly TriedPost[]): Promise<void> {
  for (const { post } of posts) await publish(client, post);
}

/** Publishes posts with a generated client. */
export async function publishThrough(
  connect: (access: Access) => GeneratedClient,
  access: Access,
  posts: readonly TriedPost[],
): Promise<void> {
  const client = connect(access);
  const finished = async (id: string): Promise<string> => {
    const status = await client.statusOf(id);
    if (status !== 'FINISHED') throw new Error(`The status of container ${id} is ${status}.`);
    return id;
  };
  for (const { items, body } of posts) {
    const children: string[] = [];
    for (const item of items) children.push(await finished(await client.create(item)));
    await client.publish(await finished(await client.create(body(children))));
  }
}
