import { type Client, createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import {
  type Behaviour,
  createEmulator,
  createVirtualClock,
  type Emulator,
  type EmulatorClock,
} from '@threads-sdk/emulator';

/** What a request is for, as far as these tests tell requests apart. */
export type Kind = 'create' | 'status' | 'publish' | 'at once' | 'other';

/** Stands between the client and the emulator: `pass` hands the request on, once or never. */
export type Intercept = (kind: Kind, pass: () => Promise<Response>, nth: number) => Promise<Response>;

export interface StageOptions {
  readonly processing?: { text?: number; image?: number; video?: number; carousel?: number };
  readonly scopes?: readonly string[];
  readonly clock?: EmulatorClock;
  readonly behaviour?: Partial<Behaviour>;
  readonly intercept?: Intercept;
}

/** A request that was sent. */
export interface Sent {
  readonly kind: Kind;
  readonly at: number;
  readonly path: string;
  readonly body: URLSearchParams;
}

/** An emulator with one user, and a client of that user. */
export interface Stage {
  readonly emulator: Emulator;
  readonly clock: EmulatorClock;
  readonly client: Client;
  /** Every request that the client sent, in order, with the time at which it was sent. */
  readonly sent: readonly Sent[];
  /** What is live, newest first, read without the SDK. */
  livePosts(): Promise<readonly Live[]>;
  /** How many requests of a kind were sent. */
  count(kind: Kind): number;
}

export interface Live {
  readonly id: string;
  readonly text?: string;
  readonly media_type?: string;
  readonly [field: string]: unknown;
}

export const allScopes: readonly string[] = [
  'threads_basic',
  'threads_content_publish',
  'threads_read_replies',
  'threads_manage_replies',
  'threads_location_tagging',
];

/** Sets up an emulator in virtual time, a client of it, and what stands between the two. */
export function createStage(options: StageOptions = {}): Stage {
  const {
    behaviour = {},
    clock = createVirtualClock(),
    processing = {},
    scopes = allScopes,
    intercept,
  } = options;
  const emulator = createEmulator({
    behaviour,
    clock,
    // A text that is published at once is too early at times.
    processing: { text: 300, ...processing },
    users: [{ username: 'mika' }],
  });
  const credentials = createCredentials(emulator.issueToken({ username: 'mika', scopes }));
  const sent: Sent[] = [];
  const counts = new Map<Kind, number>();

  const client = createClient({
    credentials,
    clock,
    random: () => 0.5,
    fetch: async (request) => {
      const body = new URLSearchParams(await request.clone().text());
      const kind = kindOf(request, body);
      sent.push({ kind, at: clock.now(), path: new URL(request.url).pathname, body });
      const nth = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, nth);
      const pass = (): Promise<Response> => emulator.fetch(request);
      return intercept ? intercept(kind, pass, nth) : pass();
    },
  });

  const list = async (path: string): Promise<readonly Live[]> => {
    const fields = `id,text,media_type,alt_text,topic_tag,reply_audience,is_spoiler_media,link_attachment_url,quoted_post,replied_to,location_id,allowlisted_country_codes,children{media_type,alt_text}`;
    const reader = emulator.issueToken({ username: 'mika', scopes: allScopes });
    const response = await emulator.fetch(
      new Request(
        `https://graph.threads.com/v1.0/me/${path}?fields=${fields}&limit=100&access_token=${reader.accessToken}`,
      ),
    );
    if (!response.ok) throw new Error(await response.text());
    const { data }: { data: readonly Live[] } = await response.json();
    return data;
  };

  return {
    emulator,
    clock,
    client,
    sent,
    livePosts: async () => [...(await list('threads')), ...(await list('replies'))],
    count: (kind) => counts.get(kind) ?? 0,
  };
}

function kindOf({ method, url }: Request, body: URLSearchParams): Kind {
  const { pathname, searchParams } = new URL(url);
  if (pathname.endsWith('/threads_publish')) return 'publish';
  if (pathname.endsWith('/repost') || body.get('auto_publish_text') === 'true') return 'at once';
  if (method === 'POST' && pathname.endsWith('/threads')) return 'create';
  return searchParams.get('fields')?.includes('status') ? 'status' : 'other';
}

/** An error as the API words it. */
export function graphError(
  status: number,
  code: number,
  subcode?: number,
  type = 'OAuthException',
): Response {
  return Response.json(
    {
      error: {
        message: 'Made for a test',
        type,
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
      },
    },
    { status },
  );
}

/** The answer of a server that does not know a container (yet). */
export function notFound(): Response {
  return graphError(400, 24, 4279009);
}

/** The error that `fetch` throws when a connection breaks after the request was sent. */
export function connectionReset(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });
}

/** Strikes the requests in their order: 1 loses one, 2 its answer, 3 answers that the server failed; the rest pass. */
export function struckBy(events: readonly number[]): Intercept {
  const rest = events.values();
  return async (_, pass) => {
    const { value: event } = rest.next();
    if (event === 1) throw connectionReset();
    const answer = await pass();
    if (event === 2) throw connectionReset();
    return event === 3 ? graphError(500, 2) : answer;
  };
}

/** Passes a request to publish on and gives another answer. */
export function published(answer: () => Response): Intercept {
  return async (kind, pass, nth) => {
    if (kind !== 'publish' || nth > 1) return pass();
    await pass();
    return answer();
  };
}

/** Gives the first requests to publish another answer without passing them on. */
export function refused(answer: () => Response, times = 1): Intercept {
  return async (kind, pass, nth) => (kind === 'publish' && nth <= times ? answer() : pass());
}

/** When each request to publish was sent, in milliseconds after the first. */
export function timesOf(stage: Stage): number[] {
  const times = stage.sent.filter(({ kind }) => kind === 'publish').map(({ at }) => at);
  return times.map((at) => at - (times[0] ?? 0));
}

/** Which container each request to publish was about. */
export function containersOf(stage: Stage): (string | null)[] {
  return stage.sent.filter(({ kind }) => kind === 'publish').map(({ body }) => body.get('creation_id'));
}

/** The names of the members of a constant that has some. */
export function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): [Name, ...Name[]] {
  // they are those of a constant
  return Object.keys(record) as [Name, ...Name[]];
}
