import { decide, type Check } from '../check.ts';
import { describeWire, errorOf, pick } from '../wire.ts';

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
