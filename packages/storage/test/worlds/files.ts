import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import type { Emulator } from '@threads-sdk/emulator';
import { type FilePost, type Media, type MediaFile, type Post, storeFiles } from '@threads-sdk/publish';
// @boundaries-ignore a tool of tests has one home
import { connectionReset } from '../../../publish/test/stage.ts';
// @boundaries-ignore a tool of tests has one home
import type { Job } from '../../../publish/test/worlds/judge.ts';
// @boundaries-ignore a tool of tests has one home
import type { Files, Ground, OpenFiles, Process } from '../../../publish/test/worlds/world.ts';
import { createS3Storage, type S3Storage } from '../../src/index.ts';
import { createS3Stub } from '../s3-stub.ts';
import { postedFiles } from './posted-files.ts';
import { secrets } from './secrets.ts';

const second = 1000;
const day = 86_400 * second;

/** What can happen to a request to the storage. */
const storageFaults = [
  'lost before the effect',
  'lost after the effect',
  'slow',
  'lost, with the effect later',
  'doubled',
  '503 before the effect',
  '503 after the effect',
  'refused',
  'crash before the effect',
  'crash after the effect',
  'abort before the effect',
  'abort after the effect',
] as const;

/** A picture or a film. */
interface Content {
  readonly kind: 'image' | 'video';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  /** Where it lies, if it is no file of ours. */
  readonly address?: string;
}

const fixtures = new URL('../../../emulator/test/media/fixtures/', import.meta.url);
const picture = readFileSync(new URL('picture.jpg', fixtures));
/** What lies elsewhere, at an address that a post has. */
const elsewhere: Content = { ...contentOf('image', picture), address: 'https://example.com/gate.jpg' };
const contents: readonly [Content, ...Content[]] = [
  elsewhere,
  contentOf('image', picture),
  contentOf('image', Buffer.concat([picture, Buffer.of(0)])), // differs behind the end
  contentOf('video', readFileSync(new URL('silent.mp4', fixtures))),
];
const bucket = 'pictures';
const endpoint = 'https://s3.example.com';

/** Lays out files in a world. */
export function layOutFiles(ground: Ground): Files {
  const { clock, draw, faults, happened, strikes } = ground;
  const rate = draw.oneOf([3, 6, 12, 1000]);
  const isPublic = draw.onceIn(4);
  const loss = draw.oneOf([
    'nothing is lost',
    'files vanish',
    'files are removed',
    'files vanish and are removed',
  ]);
  const removeWhenLive = loss.endsWith('are removed');
  const vanishes = loss.includes('vanish') ? draw.oneOf([3, 8]) : 0; // once in so many downloads
  const isStored = draw.onceIn(3); // before all else: the posts have keys alone
  const hasOtherRival = draw.onceIn(2);
  const expiresIn = draw.oneOf([60, 3600]);
  happened.push(
    isPublic ? 'public addresses' : `addresses for ${expiresIn} s`,
    loss,
    ...(isStored ? ['files are stored before'] : []),
  );
  const s3 = createS3Stub({ now: () => clock.now(), publicRead: isPublic });
  /** The keys under which each content has ever lain, and what was downloaded from each address. */
  const places = new Map<string, Set<string>>();
  const downloads = new Map<string, string>();
  /** What each part of each job has. */
  const plans = new Map<string, readonly Content[]>();

  const send = async (request: Request): Promise<Response> => {
    const response = await s3.fetch(request);
    for (const [place, { sha256 }] of s3.objects)
      places.set(sha256, (places.get(sha256) ?? new Set()).add(place));
    return response;
  };
  const storageWith = (own: Pick<Process, 'clock'>, fetch: typeof send): S3Storage =>
    createS3Storage({
      endpoint,
      bucket,
      region: s3.region,
      accessKeyId: s3.accessKeyId,
      secretAccessKey: s3.secretAccessKey,
      ...(isPublic ? { addressing: 'public', publicUrl: `${endpoint}/${bucket}` } : { addressing: 'signed' }),
      removeWhenLive,
      expiresIn,
      fetch,
      clock: own.clock,
      random: draw.random,
    });
  const calm = storageWith(ground, send);

  /** What the network and the storage do with a request of a process. */
  const sendFrom =
    ({ caller, die }: Process): typeof send =>
    async (request) => {
      const body = await request.arrayBuffer();
      const init = {
        method: request.method,
        headers: request.headers,
        ...(request.method === 'PUT' && { body }),
      };
      const act = (): Promise<Response> => send(new Request(request.url, init));
      const { modified = 0 } = s3.objects.get(new URL(request.url).pathname.slice(1)) ?? {};
      const isYoung = modified < clock.now() && modified > clock.now() - day;
      if (request.method === 'PUT' && isYoung && !strikes(1)) faults.push('what is there is uploaded again');
      if (!strikes(rate)) return act();
      const fault = draw.oneOf(storageFaults);
      happened.push(`${request.method} of the storage: ${fault}`);
      switch (fault) {
        case 'lost before the effect':
          throw connectionReset();
        case 'lost after the effect':
          await act();
          throw connectionReset();
        case 'slow':
          await clock.sleep(draw.upTo(120) * second);
          return act();
        case 'lost, with the effect later':
          void clock.sleep(draw.upTo(240) * second).then(act);
          throw connectionReset();
        case 'doubled':
          await act();
          return act();
        case '503 before the effect':
          return refusal(503, 'SlowDown');
        case '503 after the effect':
          await act();
          return refusal(503, 'SlowDown');
        case 'refused':
          return refusal(403, draw.oneOf(['AccessDenied', 'ExpiredToken', 'RequestTimeTooSkewed']));
        case 'crash before the effect':
          die();
          return new Promise(() => {});
        case 'crash after the effect':
          await act();
          die();
          return new Promise(() => {});
        case 'abort before the effect':
          caller.abort();
          throw connectionReset();
        case 'abort after the effect':
          await act();
          caller.abort();
          throw connectionReset();
      }
    };

  const planOf = (of: Job, { media, text }: Post): readonly Content[] => {
    const place = `${of.key} ${text}`;
    const count = media === undefined ? draw.upTo(2) : media.length + (media.length > 1 ? draw.upTo(2) : 0);
    const plan = plans.get(place) ?? Array.from({ length: count }, () => draw.oneOf(contents));
    plans.set(place, plan);
    return plan;
  };

  /** All files that are to be there before. */
  const laid = (async () => {
    await s3.createBucket(bucket);
    if (!isStored) return;
    for (const content of contents.filter(isFile)) await calm.put(fileOf(content), { kind: content.kind });
  })();

  const open = (own: Process): OpenFiles => {
    const storage = storageWith(own, sendFrom(own));
    return {
      storage,
      give: async (of, posts) => {
        await laid;
        // In the end a caller has at hand what vanishes, or what the post of another removes.
        const isKept = isStored && vanishes === 0 && (!removeWhenLive || own.isAlone);
        const byKey = (isKept || strikes(3)) && draw.onceIn(isStored ? 1 : 2);
        const given = posts.map((post) => {
          const media = planOf(of, post).map((content) => mediaOf(content, byKey));
          return { ...post, media } as FilePost; // with what a post of text has beside
        });
        if (!draw.onceIn(4)) return given;
        return storeFiles(given, {
          storage,
          signal: own.caller.signal,
          onProgress: (heard) => look('progress', heard),
        });
      },
    };
  };

  /** Meta's way to a file. */
  const download = async (request: Request): Promise<Response> => {
    if (vanishes > 0 && strikes(vanishes)) {
      happened.push('the files vanish');
      for (const place of s3.objects.keys()) await calm.remove(place.slice(bucket.length + 1));
    }
    const isElsewhere = request.url === elsewhere.address;
    const response = isElsewhere ? new Response(elsewhere.bytes) : await s3.fetch(request);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) happened.push(`a download: ${response.status}`);
    else downloads.set(request.url, createHash('sha256').update(bytes).digest('hex'));
    return new Response(bytes, response);
  };

  const look = (where: string, what: unknown): void => {
    const text =
      typeof what === 'string'
        ? what
        : inspect(what, { depth: 20, showHidden: true, maxStringLength: Infinity });
    const { index } = secrets.exec(text) ?? {};
    if (index !== undefined)
      faults.push(`${where} tells a secret: ${text.slice(Math.max(0, index - 200), index + 100)}`);
  };

  return {
    kinds: ['image', 'image', 'carousel', 'carousel', 'chain', 'reply'],
    rivalText: hasOtherRival ? 'Good night  #kyoto ' : undefined,
    media: { fetch: download },
    before: async (request, emulator) => {
      const body = new URLSearchParams(await request.clone().text());
      const address = body.get('image_url') ?? body.get('video_url');
      if (address === null || !strikes(12)) return emulator(request);
      happened.push('create: refused with the address in words');
      const said = { message: `Cannot get ${address}`, error_user_msg: `Cannot get ${address}` };
      return Response.json({ error: { ...said, ...notDownloaded } }, { status: 400 });
    },
    open,
    look,
    judge: (jobs, emulator) => [
      ...[...places].flatMap(([sha256, all]) =>
        all.size > 1 ? [`${sha256} lies in ${all.size} places`] : [],
      ),
      ...jobs.flatMap((of) => wrongFiles(of, emulator, downloads, plans)),
    ],
  };
}

/** The posts of a job that have other files than they should. */
function wrongFiles(
  { key, live }: Job,
  emulator: Emulator,
  downloads: ReadonlyMap<string, string>,
  plans: ReadonlyMap<string, readonly Content[]>,
): readonly string[] {
  const filesOf = postedFiles(emulator, downloads);
  return [...live].flatMap(([part, ids]) => {
    const planned = (plans.get(`${key} ${part}`) ?? []).map(({ sha256 }) => sha256).join();
    return [...ids.keys()].flatMap((id) =>
      filesOf(id).join() === planned
        ? []
        : [`${key}: ${part} has other files than ${planned}: ${filesOf(id).join()}`],
    );
  });
}

/** How Meta says that it cannot get a picture. */
const notDownloaded = { type: 'OAuthException', code: 1, error_subcode: 2207052 };

function contentOf(kind: Content['kind'], bytes: Uint8Array): Content {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind, bytes: Uint8Array.from(bytes), sha256 };
}

function isFile({ address }: Content): boolean {
  return address === undefined;
}

/** The same bytes as another file each time. */
function fileOf({ bytes, kind }: Content): Blob {
  return kind === 'image' ? new Blob([bytes.slice()]) : new File([bytes.slice()], 'a film?.mp4');
}

function mediaOf(content: Content, byKey: boolean): Media | MediaFile {
  const { address, kind, sha256 } = content;
  const key = `threads/${sha256}.${kind === 'image' ? 'jpg' : 'mp4'}`;
  const source = address ?? (byKey ? { stored: key } : fileOf(content));
  return Object.assign({ [kind]: source } as never) satisfies Media | MediaFile;
}

/** How S3 refuses. */
function refusal(status: number, code: string): Response {
  return new Response(`<Error><Code>${code}</Code><Message>Made for a test</Message></Error>`, { status });
}
