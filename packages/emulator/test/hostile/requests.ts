import fc from 'fast-check';
import { readOperations } from '../../src/description.ts';
import type { AppOptions } from '../../src/index.ts';

/** What a hostile request is made of; all of it belongs to the emulator under attack. */
export interface Town {
  /** By the placeholder of a path. */
  readonly ids: Readonly<
    Record<'user_id' | 'media_id' | 'reply_id' | 'container_id' | 'location_id', readonly string[]>
  >;
  readonly tokens: readonly string[];
  /** Of a post that stays. */
  readonly permalink: string;
  readonly app: Pick<AppOptions, 'clientId' | 'clientSecret' | 'redirectUris'>;
}

const deep = (open: string, close: string, levels: number): string =>
  `${open.repeat(levels)}id${close.repeat(levels)}`;

/** Texts that break what does not expect them. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'prototype',
  '\0',
  'a\0b',
  '\u001B[31m\b\u007F',
  '\r\nset-cookie: a=b',
  '\uD800',
  'x\uDFFFy',
  '\u202Eabc\u2066',
  'e\u0301'.repeat(300),
  '👩‍👩‍👧‍👧'.repeat(40),
  'a'.repeat(12_000),
  '9'.repeat(400),
  '-1',
  '-0',
  '1e999',
  'NaN',
  'Infinity',
  '0x10',
  '9007199254740993',
  '170141183460469231731687303715884105728',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'https://example.com/\uD800',
  'https://user:pass@[::1]:99999/',
  'https://images.example/a.jpg',
  '../../../../etc/passwd',
  '%',
  '%E0%A4%A',
  '%00',
  "' OR 1=1 --",
  '{{7*7}}${7*7}',
  '[]',
  '{}',
  'null',
  '[null]',
  '[{"toString":1}]',
  '{"__proto__":{"polluted":true}}',
  '{"option_a":"\\ud800","option_b":"b"}',
  '{"gif_id":"\\ud800","provider":"GIPHY"}',
  '{"plaintext":"\\u0000\\udfff","text_with_styling_info":[{"offset":1e300,"length":1,"styling_info":["bold"]}]}',
  '[{"entity_type":"SPOILER","offset":9007199254740992,"length":9007199254740992}]',
  deep('[', ']', 5000),
  deep('{"a":', '}', 2000),
  deep('children{', '}', 1200),
  deep('root_post{replied_to{', '}}', 500),
  deep('{', '}', 1000),
  '{{{',
  '}}}',
  'id{',
  'id,,text',
  'children{children{id}},quoted_post{quoted_post{id}}',
  'id,text,has_replies,children{media_url},owner,poll_attachment,text_attachment,location',
  'text,'.repeat(2000),
  'views,'.repeat(2000),
  'views,likes,replies',
  'QVFI',
  'QVFIMTox',
  `QVFI${btoa(`${'9'.repeat(300)}:1`)}`,
  `QVFI${btoa('1767225600000:0')}`,
  `QVFI${btoa('__proto__:constructor')}`,
  '1970-01-01',
  '9999-99-99',
  '275760-09-13',
  '-999999999999999999999999 days',
  '99999999999999999 weeks ago',
  '8640000000001',
  '1788000000',
  'yesterday',
  'TEXT',
  'IMAGE',
  'CAROUSEL',
  'true',
  'false',
  'authorization_code',
  'client_credentials',
  'th_exchange_token',
];

const queryNames = [
  'fields',
  'limit',
  'after',
  'before',
  'since',
  'until',
  'reverse',
  'metric',
  'breakdown',
  'q',
  'query',
  'search_type',
  'search_mode',
  'author_username',
  'username',
  'latitude',
  'longitude',
  'url',
  'maxwidth',
  'approval_status',
  'input_token',
  'client_id',
  'client_secret',
  'redirect_uri',
  'code',
  'grant_type',
  'scope',
  'state',
  'response_type',
  'decision',
  'access_token',
];

type Pair = readonly [string, string];

/** What makes an operation succeed; without these, random requests get no further than its first check. */
const basicsOf = ({ app, ids, permalink, tokens }: Town): Readonly<Record<string, readonly Pair[]>> => ({
  authorize: [
    ['client_id', app.clientId],
    ['redirect_uri', app.redirectUris[0] ?? ''],
    ['scope', 'threads_basic,__proto__'],
  ],
  getAppToken: [
    ['client_id', app.clientId],
    ['client_secret', app.clientSecret],
    ['grant_type', 'client_credentials'],
  ],
  refreshToken: [['grant_type', 'th_refresh_token']],
  debugToken: [['input_token', tokens[0] ?? '']],
  publishContainer: [['creation_id', ids.container_id[0] ?? '']],
  managePendingReply: [['approve', 'true']],
  createContainer: [
    ['media_type', 'TEXT'],
    ['text', 'Hello'],
    ['auto_publish_text', 'true'],
  ],
  getThreadInsights: [['metric', 'views,replies']],
  getUserInsights: [['metric', 'views,replies']],
  searchThreads: [['q', 'hello']],
  searchLocations: [['q', 'kyoto']],
  lookupProfile: [['username', 'bob']],
  listProfilePosts: [['username', 'bob']],
  manageReply: [['hide', 'false']],
  getOembed: [['url', permalink]],
});

/** A request before it is built. */
export interface Plan {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Requests at random: operations with wrong values, and things that are no operation at all. */
export function arbitraryPlan(town: Town): fc.Arbitrary<Plan> {
  const operations = readOperations();
  const basics = basicsOf(town);
  const ids = Object.values(town.ids).flat();
  const names = [...new Set([...operations.flatMap(({ writable }) => [...writable.keys()]), ...queryNames])];
  const text = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 2, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.bigInt()).map(String) },
  );
  const name = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileTexts.filter((candidate) => candidate.length < 100)) },
  );
  const pairs: fc.Arbitrary<readonly Pair[]> = fc.array(fc.tuple(name, text), {
    maxLength: 4,
    size: 'small',
  });
  const token = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...town.tokens) },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  const method = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('GET', 'POST', 'DELETE') },
    { weight: 1, arbitrary: fc.constantFrom('PUT', 'PATCH', 'HEAD', 'OPTIONS', 'QUERY') },
  );
  const segment = (placeholder: string): fc.Arbitrary<string> =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(...(isPlaceholder(town, placeholder) ? town.ids[placeholder] : ids)),
      },
      { weight: 1, arbitrary: text },
    );
  /** An operation as it is meant. */
  const meant = fc.constantFrom(...operations).chain(({ id, method: right, path }) =>
    segment(/\{(\w+)\}/.exec(path)?.[1] ?? '').map((name_) => ({
      method: right,
      path: path.replace(/\{\w+\}/, () => encode(name_)),
      basic: basics[id] ?? [],
    })),
  );
  const strange = fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...strangePaths),
        fc.array(text, { maxLength: 4 }).map((segments) => `/${segments.map(encode).join('/')}`),
      ),
      method,
    )
    .map(([path, any]) => ({ method: any, path, basic: [] }));
  return fc
    .record({
      target: fc.oneof(
        { weight: 12, arbitrary: meant },
        {
          weight: 2,
          arbitrary: fc.tuple(meant, method).map(([target, any]) => ({ ...target, method: any })),
        },
        { weight: 2, arbitrary: strange },
      ),
      query: pairs,
      form: pairs,
      token,
      encode: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(...wellFormed) },
        { weight: 1, arbitrary: fc.constantFrom(...malformed) },
      ),
      place: fc.constantFrom('header', 'query', 'body'),
      version: fc.boolean(),
    })
    .map((draft) => {
      const { method: verb, path, basic } = draft.target;
      const hasBody = verb !== 'GET' && verb !== 'HEAD';
      const inHeader = draft.place === 'header' && /^[\u0020-\u007E]*$/.test(draft.token ?? '');
      const credentials: readonly Pair[] =
        draft.token === undefined || inHeader ? [] : [['access_token', draft.token]];
      const inBody = hasBody && draft.place === 'body';
      const query = [...(hasBody ? [] : basic), ...draft.query, ...(inBody ? [] : credentials)];
      const { type, body } = hasBody
        ? draft.encode([...basic, ...draft.form, ...(inBody ? credentials : [])])
        : none;
      return {
        method: verb,
        url: `https://graph.threads.com${draft.version ? '/v1.0' : ''}${path}?${urlencoded(query)}`,
        headers: {
          ...type,
          ...(inHeader && draft.token !== undefined ? { authorization: `Bearer ${draft.token}` } : {}),
        },
        body,
      };
    });
}

function isPlaceholder(town: Town, name: string): name is keyof Town['ids'] {
  return Object.hasOwn(town.ids, name);
}

const strangePaths: readonly string[] = [
  '/',
  '//',
  '/@alice',
  '/@__proto__',
  '/@alice/post/x',
  '/__emulator/requests',
  '/v9.9',
  '/v1.0/',
  '/%',
  '/%00',
  '/oauth',
  '/oauth/authorize/x',
];

interface Encoded {
  readonly type: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

const none: Encoded = { type: {}, body: undefined };

const urlencoded = (form: readonly Pair[]): string =>
  new URLSearchParams(form.map(([key, value]) => [key, value])).toString();

const multipart = (form: readonly Pair[]): string =>
  `${form.map(([key, value]) => `--b\r\ncontent-disposition: form-data; name="${key.replaceAll(/[\r\n"]/g, '')}"\r\n\r\n${value}\r\n`).join('')}--b--\r\n`;

// Written by hand: an object of JavaScript cannot have a member `__proto__` of its own so easily.
const json = (form: readonly Pair[]): string =>
  `{${form.map(([key, value], index) => `${JSON.stringify(key)}:${index % 2 === 0 || !isJson(value) ? JSON.stringify(value) : value}`).join(',')}}`;

type Encoding = (form: readonly Pair[]) => Encoded;

const formType = 'application/x-www-form-urlencoded';
const partsType = 'multipart/form-data; boundary=b';
const jsonType = 'application/json';

const encoding =
  (
    type: string,
    write: (form: readonly Pair[]) => string,
    more: Readonly<Record<string, string>> = {},
  ): Encoding =>
  (form) => ({ type: { 'content-type': type, ...more }, body: write(form) });

const wellFormed: readonly Encoding[] = [
  encoding(formType, urlencoded),
  encoding(partsType, multipart),
  encoding(jsonType, json),
];

const malformed: readonly Encoding[] = [
  encoding(`${jsonType}; charset=utf-16`, (form) => `\uFEFF${json(form)}`),
  encoding(jsonType, (form) => json(form).slice(0, -3)),
  encoding(jsonType, (form) => form[0]?.[1] ?? '"'),
  encoding(`${formType}; charset=iso-8859-1`, (form) => form.flat().join('=%E4%&')),
  encoding(partsType, (form) => multipart(form).slice(0, -7)),
  encoding('multipart/form-data', multipart),
  encoding(partsType, multipart, { 'content-encoding': 'gzip' }),
  encoding('text/html', urlencoded),
  (form) => ({
    type: {},
    body: new TextEncoder().encode(form.flat().join('\0')).map((byte, index) => byte * 7 + index),
  }),
  () => none,
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// As encodeURIComponent, which refuses lone surrogates; some percent signs stay bare.
function encode(segment: string): string {
  if (segment.startsWith('%')) return segment;
  return new URLSearchParams({ a: segment }).toString().slice(2).replaceAll('+', '%20');
}
