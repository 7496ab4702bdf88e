import description, { type Operation } from '@threads-sdk/openapi';
import fc from 'fast-check';
import { readOperations } from '../../src/description/description.ts';
import type { AppOptions } from '../../src/index.ts';
import { malformed, none, urlencoded, wellFormed, type Pair } from './encodings.ts';
import { hostileTexts } from './texts.ts';

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

/**
 * What makes an operation succeed beside the description's examples; without it, random requests get no further than its
 * first check.
 */
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
  createContainer: [
    ['media_type', 'TEXT'],
    ['text', 'Hello'],
    ['auto_publish_text', 'true'],
  ],
  lookupProfile: [['username', 'bob']],
  listProfilePosts: [['username', 'bob']],
  getOembed: [['url', permalink]],
});

const described: ReadonlyMap<string, Operation> = new Map(
  Object.values(description.paths)
    .flatMap((item) => [item.get, item.post, item.delete])
    .flatMap((operation) => (operation === undefined ? [] : (operation['x-threads-views'] ?? [operation])))
    .map((operation) => [operation.operationId, operation]),
);

/** What the description's examples give an operation: the required parameters of its query, and its body. */
function exampleOf(id: string): readonly Pair[] {
  const { parameters = [], requestBody } = described.get(id) ?? {};
  const required = parameters
    .map(
      (parameter) => description.components.parameters[parameter.$ref?.split('/').at(-1) ?? ''] ?? parameter,
    )
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map(({ name = '', examples = {} }): Pair => [name, String(Object.values(examples)[0]?.value)]);
  const [content] = Object.values(requestBody?.content ?? {});
  const body = Object.entries(Object(Object.values(content?.examples ?? {})[0]?.value));
  return [...required, ...body.map(([name, value]): Pair => [name, String(value)])];
}

/** A request before it is built. */
export interface Plan {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Any characters and halves of characters. The unit `binary` of fast-check takes a second to be made. */
const anyText = fc
  .array(fc.integer({ max: 0x10_ffff, min: 0 }), { maxLength: 60 })
  .map((codePoints) => String.fromCodePoint(...codePoints));

/** Requests at random: operations with wrong values, and things that are no operation at all. */
export function arbitraryPlan(town: Town): fc.Arbitrary<Plan> {
  const operations = readOperations();
  const basics = basicsOf(town);
  const ids = Object.values(town.ids).flat();
  const names = [...new Set([...operations.flatMap(({ writable }) => [...writable.keys()]), ...queryNames])];
  const text = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 2, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: anyText },
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
      basic: basics[id] ?? exampleOf(id),
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
  '/__emulator',
  '/__emulator/requests',
  '/__emulator/containers',
  '/__emulator/webhooks',
  '/__emulator/clock',
  '/__emulator/faults',
  '/v9.9',
  '/v1.0/',
  '/%',
  '/%00',
  '/oauth',
  '/oauth/authorize/x',
];

// As encodeURIComponent, which refuses lone surrogates; some percent signs stay bare.
function encode(segment: string): string {
  if (segment.startsWith('%')) return segment;
  return new URLSearchParams({ a: segment }).toString().slice(2).replaceAll('+', '%20');
}
