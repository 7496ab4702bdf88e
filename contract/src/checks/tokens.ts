import { decide, Skip } from '../answer.ts';
import { type Check, refusal } from '../check.ts';
import type { Live } from '../live.ts';
import { textPost } from '../posts.ts';
import { describeWire, errorOf, isObject, membersOf, pick, textAt } from '../wire.ts';

const invalid = 'THAAnobodyissuedthis';

/** Who may call what, and what becomes of tokens. */
export const tokenChecks: readonly Check[] = [
  refusal({
    id: 'invalid-token',
    question: 'How is a token refused that nobody issued?',
    settles: ['A token that nobody issued: 500, code 190, "Invalid OAuth 2.0 Access Token".'],
    scopes: [],
    refused: { status: 500, code: 190, message: 'Invalid OAuth 2.0 Access Token' },
    call: (live) => live.call('GET', '/me', {}, { as: invalid }),
  }),
  refusal({
    id: 'no-token',
    question: 'How is a call refused that has no token?',
    settles: ['No token at all.'],
    scopes: [],
    refused: { status: 500, code: 190 },
    call: (live) => live.call('GET', '/me', {}, { token: 'none' }),
  }),
  refusal({
    id: 'missing-permission',
    question: 'How is a call refused whose permission the token lacks?',
    settles: ['A token without a permission that the call needs: 500, code 10.'],
    scopes: ['threads_basic'],
    without: 'threads_manage_insights',
    refused: { status: 500, code: 10 },
    call: (live) => live.call('GET', '/me/threads_insights', { metric: 'likes' }),
  }),
  {
    id: 'reply-audience-without-permission',
    question: 'What is read of `reply_audience` without `threads_read_replies`?',
    emulator: 'The member is absent.',
    settles: ['What is read of `reply_audience` without `threads_read_replies`.'],
    scopes: ['threads_basic'],
    without: 'threads_read_replies',
    run: async (live) => {
      const wire = await live.call('GET', '/me/threads', { fields: 'id,reply_audience', limit: '1' });
      if (wire.status !== 200) return decide(false, describeWire(wire));
      const post = pick(wire.body, 'data', 0);
      if (!isObject(post)) throw new Skip('There is no post to look at.');
      return decide(!('reply_audience' in post), { members: Object.keys(post) });
    },
  },
  refusal({
    id: 'reply-without-permission',
    question: 'Does a reply to an own post need `threads_manage_replies`?',
    settles: ['Whether every reply needs `threads_manage_replies` besides `threads_content_publish`.'],
    scopes: ['threads_basic', 'threads_content_publish', 'threads_delete'],
    without: 'threads_manage_replies',
    creates: true,
    refused: { status: 500, code: 10 },
    call: async (live) => {
      const { id } = await textPost(live);
      return live.call('POST', '/me/threads', { media_type: 'TEXT', text: live.text(), reply_to_id: id });
    },
  }),
  {
    id: 'debug-invalid-token',
    question: 'What does `debug_token` say of an invalid token?',
    emulator: '`is_valid: false`, with an `error`.',
    settles: ['What `debug_token` says of an invalid token, and of an app token.'],
    scopes: [],
    run: async (live) => {
      const wire = await live.call('GET', '/debug_token', { input_token: invalid });
      const data = pick(wire.body, 'data');
      const members = membersOf(data);
      const isSaid = pick(data, 'is_valid') === false && members.includes('error');
      return decide(isSaid, { ...describeWire(wire), members });
    },
  },
  {
    id: 'debug-app-token',
    question: 'What does `debug_token` say of a token of the app?',
    emulator: 'Type `APP`.',
    settles: ['What `debug_token` says of an invalid token, and of an app token.'],
    scopes: [],
    needs: 'app',
    run: async (live) => {
      const { clientId, clientSecret } = appOf(live);
      const parameters = {
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'client_credentials',
      };
      const answer = await live.call('GET', '/oauth/access_token', parameters, {
        token: 'none',
        version: '',
      });
      const token = textAt(answer.body, 'access_token');
      const wire = await live.call('GET', '/debug_token', { input_token: token });
      const type = pick(wire.body, 'data', 'type');
      return decide(type === 'APP', { ...describeWire(wire), ...(typeof type === 'string' && { type }) });
    },
  },
  refusal({
    id: 'extend-a-long-lived-token',
    question: 'How is a long-lived token refused where a short-lived one is extended?',
    settles: ['A long-lived one is refused with 452/4279019.'],
    scopes: [],
    needs: 'app',
    refused: { status: 400, code: 452, subcode: 4279019 },
    call: (live) => {
      const { clientSecret } = appOf(live);
      const parameters = { grant_type: 'th_exchange_token', client_secret: clientSecret };
      return live.call('GET', '/access_token', parameters, { version: '' });
    },
  }),
  refusal({
    id: 'wrong-secret',
    question: 'How is a wrong app secret refused?',
    settles: ['A wrong app id or secret.'],
    scopes: [],
    needs: 'app',
    refused: { status: 400, code: 101 },
    call: (live) => {
      const parameters = {
        client_id: appOf(live).clientId,
        client_secret: '0'.repeat(32),
        grant_type: 'client_credentials',
      };
      return live.call('GET', '/oauth/access_token', parameters, { token: 'none', version: '' });
    },
  }),
  refusal({
    id: 'wrong-grant-type',
    question: 'How is another grant type refused?',
    settles: ['A parameter that is missing, or another grant type.'],
    scopes: [],
    refused: { status: 500, code: 100 },
    // Without a token, so that nothing can come of it.
    call: (live) =>
      live.call('GET', '/refresh_access_token', { grant_type: 'no_such' }, { token: 'none', version: '' }),
  }),
  {
    id: 'wrong-code',
    question: 'Is a wrong code refused flat, as documented, or in the usual envelope with 100/4279030?',
    emulator: 'Flat: 400 with `error_type`, `code` and `error_message`.',
    settles: ['The same fault in the usual envelope, with 100/4279030.'],
    scopes: [],
    needs: 'app',
    run: async (live) => {
      const wire = await live.call('POST', '/oauth/access_token', codeExchange(live), {
        token: 'none',
        version: '',
      });
      const members = errorOf(wire)?.members ?? [];
      return decide(members.includes('error_message'), { ...describeWire(wire), members });
    },
  },
  {
    id: 'code-exchange-by-get',
    question: 'Does the code exchange answer GET as it answers POST?',
    emulator: 'It does.',
    settles: ['The exchange of a code answers GET as well.'],
    scopes: [],
    needs: 'app',
    run: async (live) => {
      const how = { token: 'none', version: '' } as const;
      const posted = await live.call('POST', '/oauth/access_token', codeExchange(live), how);
      const got = await live.call('GET', '/oauth/access_token', codeExchange(live), how);
      const isSame = errorOf(posted)?.code === errorOf(got)?.code && posted.status === got.status;
      return decide(isSame, { ...describeWire(got), 'status of POST': posted.status });
    },
  },
];

function appOf(live: Live): { readonly clientId: string; readonly clientSecret: string } {
  const { app } = live.options;
  if (app === undefined) throw new Skip('There is no app.');
  return app;
}

function codeExchange(live: Live): Readonly<Record<string, string>> {
  const { clientId, clientSecret } = appOf(live);
  return {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'authorization_code',
    code: 'AQnobodyissuedthis',
    redirect_uri: 'https://app.example/callback',
  };
}

const path = '/refresh_access_token';
const parameters = { grant_type: 'th_refresh_token' };

/** What refreshing does to the token: the one question whose answer may cost something. */
export const refreshCheck: Check = {
  id: 'refresh',
  question:
    'Is the token replaced when it is refreshed, and does the old one go on? Is the header enough for it?',
  emulator:
    'A token older than a day is replaced, by header too, and the old one goes on; a younger one is 400, code 100.',
  settles: [
    'A token younger than a day, or a short-lived one.',
    'Whether the token changes and the old one goes on.',
  ],
  scopes: ['threads_basic'],
  risksToken: true,
  run: async (live) => {
    await live.gate.consentToRisk(
      'Refresh your token? Nobody outside Meta knows whether the old one goes on: you may have to use the new one, which is written to live-token.txt.',
    );
    const old = live.token();
    const byHeader = await live.call('GET', path, parameters, { token: 'header', version: '' });
    const first =
      byHeader.status === 200 ? byHeader : await live.call('GET', path, parameters, { version: '' });
    const next = pick(first.body, 'access_token');
    if (typeof next !== 'string') {
      const { code } = errorOf(first) ?? {};
      return decide(first.status === 400 && code === 100, { ...describeWire(first), refreshed: false });
    }
    // From here on the new one counts, whatever comes.
    live.replaceToken(next);
    const oldLives = (await live.call('GET', '/me', {}, { as: old })).status === 200;
    const again = await live.call('GET', path, parameters, { as: old, version: '' });
    return decide(byHeader.status === 200 && next !== old && oldLives, {
      refreshed: true,
      'header is enough': byHeader.status === 200,
      'token changed': next !== old,
      'old token goes on': oldLives,
      'old token refreshed again': again.status,
    });
  },
};
