import { decide } from '../answer.ts';
import { acceptance, type Check, creating, refusal, unknownId } from '../check.ts';
import { bodyOf, errorOf, pick } from '../wire.ts';

const basic = ['threads_basic'];

/** How a request may look, and what comes back whatever was asked. */
export const requestChecks: readonly Check[] = [
  acceptance({
    id: 'bearer-get',
    question: 'Does a GET take the token in `Authorization: Bearer`?',
    emulator: 'It does.',
    settles: ['The token is a parameter or stands in `Authorization: Bearer`.'],
    scopes: basic,
    call: (live) => live.call('GET', '/me', { fields: 'id' }, { token: 'header' }),
  }),
  acceptance({
    id: 'bearer-post',
    question: 'Does a POST take the token in `Authorization: Bearer`?',
    emulator: 'It does.',
    settles: ['The token is a parameter or stands in `Authorization: Bearer`.'],
    scopes: creating,
    creates: true,
    call: (live) => {
      const parameters = { media_type: 'TEXT', text: live.text() };
      return live.call('POST', '/me/threads', parameters, { token: 'header' });
    },
  }),
  acceptance({
    id: 'json-body',
    question: 'Are parameters read from a JSON body?',
    emulator: 'They are.',
    settles: ['Parameters come as a JSON body; an id may be a bare number in it.'],
    scopes: creating,
    creates: true,
    call: (live) => {
      const body = JSON.stringify({ media_type: 'TEXT', text: live.text() });
      const headers = { 'content-type': 'application/json' };
      return live.call('POST', '/me/threads', {}, { body, headers });
    },
  }),
  acceptance({
    id: 'json-array-of-metrics',
    question: 'May a list be a JSON array instead of one text with commas?',
    emulator: 'It may.',
    settles: ['A list may be a JSON array, or its name repeated, instead of one text with commas.'],
    scopes: [...basic, 'threads_manage_insights'],
    call: (live) => live.call('GET', '/me/threads_insights', { metric: '["views","likes"]' }),
  }),
  {
    id: 'error-envelope',
    question: 'Is an error an envelope with `message`, `type`, `code` and `fbtrace_id`?',
    emulator: 'It is.',
    settles: ['An error is an envelope with `message`, `type`, `code` and `fbtrace_id`.'],
    scopes: basic,
    run: async (live) => {
      const members = errorOf(await live.call('GET', `/${unknownId}`))?.members ?? [];
      const expected = ['message', 'type', 'code', 'fbtrace_id'];
      return decide(
        expected.every((name) => members.includes(name)),
        { members },
      );
    },
  },
  refusal({
    id: 'unknown-field-of-an-object',
    question: 'How is a field refused that an object does not have?',
    settles: [
      "Errors of Threads' own type, `THApiException` with code 10, 100 or 190, come with HTTP 500.",
      'An unknown field of one object is refused, and one of a list is ignored.',
    ],
    scopes: basic,
    refused: { status: 500, code: 100, message: 'nonexisting field' },
    call: (live) => live.call('GET', '/me', { fields: 'id,no_such_field' }),
  }),
  refusal({
    id: 'unknown-id',
    question: 'How is an id refused that names nothing?',
    settles: ['An id that names nothing, or nothing that the caller may see: 400, 100/33.'],
    scopes: basic,
    refused: { status: 400, code: 100, subcode: 33 },
    call: (live) => live.call('GET', `/${unknownId}`),
  }),
  refusal({
    id: 'unknown-edge',
    question: 'How is an edge refused that an object does not have?',
    settles: ['An edge that the object does not have: 500, code 100, "Tried accessing nonexisting field".'],
    scopes: basic,
    refused: { status: 500, code: 100, message: 'nonexisting field' },
    call: (live) => live.call('GET', '/me/no_such_edge'),
  }),
  refusal({
    id: 'unknown-path',
    question: 'How is a path refused that is neither an object nor an edge?',
    settles: ['A path that is neither an object nor an edge.'],
    scopes: basic,
    refused: { status: 400, code: 2500 },
    call: (live) => live.call('GET', '/me/threads/no_such_part'),
  }),
  refusal({
    id: 'other-version',
    question: 'How is a version refused that is not `v1.0`?',
    settles: ['A version other than `v1.0`.'],
    scopes: basic,
    refused: { status: 400, code: 2500 },
    call: (live) => live.call('GET', '/me', {}, { version: 'v2.0' }),
  }),
  {
    id: 'switch-spellings',
    question: 'Which spellings of a switch are read besides `true` and `false`?',
    emulator: 'Reads `True` and `1`, and refuses `maybe`.',
    settles: ['Switches other than `true` and `false`.'],
    scopes: creating,
    creates: true,
    run: async (live) => {
      const statusFor = async (value: string): Promise<number> => {
        const parameters = { media_type: 'TEXT', text: live.text(), enable_reply_approvals: value };
        return (await live.call('POST', '/me/threads', parameters)).status;
      };
      const facts = {
        True: await statusFor('True'),
        1: await statusFor('1'),
        maybe: await statusFor('maybe'),
      };
      return decide(facts.True === 200 && facts[1] === 200 && facts.maybe !== 200, facts);
    },
  },
  refusal({
    id: 'unreadable-body',
    question: 'How is a body refused that cannot be read?',
    settles: ['A body that cannot be read.'],
    scopes: creating,
    creates: true,
    refused: { status: 500, code: 100 },
    call: (live) =>
      live.call('POST', '/me/threads', {}, { body: '{', headers: { 'content-type': 'application/json' } }),
  }),
  {
    id: 'cross-origin',
    question: 'May a browser of any origin read the answers (CORS)?',
    emulator: 'It may.',
    settles: ['Whether a browser of any origin may read the answers (CORS).'],
    scopes: basic,
    run: async (live) => {
      const origin = 'https://app.example';
      const { headers } = await live.call('GET', '/me', {}, { headers: { origin } });
      const allowed = headers.get('access-control-allow-origin') ?? 'no header';
      return decide(['*', origin].includes(allowed), { 'access-control-allow-origin': allowed });
    },
  },
  {
    id: 'several-tokens',
    question: 'Which token counts if one stands in the query and another in the header?',
    emulator: 'That of the query.',
    settles: ['Which token counts, of several in one request.'],
    scopes: basic,
    run: async (live) => {
      const wrong = { authorization: 'Bearer THAAnobodyissuedthis' };
      const goodQuery = await live.call('GET', '/me', {}, { headers: wrong });
      const goodHeader = await live.call(
        'GET',
        '/me',
        { access_token: 'THAAnobodyissuedthis' },
        { token: 'header' },
      );
      const facts = { 'query valid': goodQuery.status, 'header valid': goodHeader.status };
      return decide(goodQuery.status === 200 && goodHeader.status !== 200, facts);
    },
  },
  {
    id: 'time-format',
    question: 'Are times `2024-09-12T23:17:39+0000`?',
    emulator: 'They are.',
    settles: ['Times are `2024-09-12T23:17:39+0000`, in UTC and without a colon.'],
    scopes: basic,
    run: async (live) => {
      const body = bodyOf(await live.call('GET', '/me/threads', { fields: 'timestamp', limit: '1' }));
      const time = pick(body, 'data', 0, 'timestamp');
      if (typeof time !== 'string') return { verdict: 'unclear', facts: { posts: 0 } };
      return decide(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/.test(time), {
        form: time.replaceAll(/\d/g, '0'),
      });
    },
  },
];
