import { decide, Skip } from '../answer.ts';
import { acceptance, type Check, refusal } from '../check.ts';
import type { Live } from '../live.ts';
import { anyThread } from '../posts.ts';
import { bodyOf, describeWire, isObject, itemsOf, pick, type Wire } from '../wire.ts';

const scopes = ['threads_basic', 'threads_manage_insights'];
const day = 86_400;

/** Numbers about posts and profiles. */
export const insightChecks: readonly Check[] = [
  refusal({
    id: 'clicks-of-a-post',
    question: 'How is the metric `clicks` refused of a post?',
    settles: ['`clicks` of a post is refused with code 1.'],
    scopes,
    refused: { status: 500, code: 1 },
    call: async (live) => live.call('GET', `/${await anyThread(live)}/insights`, { metric: 'clicks' }),
  }),
  refusal({
    id: 'unknown-metric',
    question: 'How is a metric refused that does not exist?',
    settles: ['An unknown metric, or none.'],
    scopes,
    refused: { status: 500, code: 100 },
    call: (live) => insights(live, { metric: 'no_such_metric' }),
  }),
  refusal({
    id: 'no-metric',
    question: 'How is a call for insights refused that names no metric?',
    settles: ['An unknown metric, or none.'],
    scopes,
    refused: { status: 500, code: 100 },
    call: (live) => insights(live, {}),
  }),
  {
    id: 'demographics-of-few-followers',
    question: 'What are the demographics of a profile with fewer than 100 followers?',
    emulator: 'The entry is missing.',
    settles: ['Demographics below 100 followers.'],
    scopes,
    run: async (live) => {
      if ((await followers(live)) >= 100) throw new Skip('The profile has 100 followers or more.');
      const wire = await insights(live, { metric: 'follower_demographics', breakdown: 'age' });
      const entries = itemsOf(wire.body).length;
      return decide(wire.status === 200 && entries === 0, { ...describeWire(wire), entries });
    },
  },
  {
    id: 'demographic-codes',
    question: 'How are countries, cities and genders named?',
    emulator: 'Two letters; `City, Region`; `F`, `M`, `U`.',
    settles: ['The codes of countries, cities and genders.'],
    scopes,
    run: async (live) => {
      if ((await followers(live)) < 100) throw new Skip('The profile has fewer than 100 followers.');
      const named = async (breakdown: string): Promise<readonly string[]> => {
        const body = bodyOf(await insights(live, { metric: 'follower_demographics', breakdown }));
        const results = pick(body, 'data', 0, 'total_value', 'breakdowns', 0, 'results');
        return (Array.isArray(results) ? results : []).map((result) =>
          String(pick(result, 'dimension_values', 0)),
        );
      };
      const countries = await named('country');
      const cities = await named('city');
      const genders = await named('gender');
      const facts = {
        'countries of two letters': countries.every((code) => /^[A-Z]{2}$/.test(code)),
        'cities with a comma': cities.every((city) => city.includes(',')),
        genders,
      };
      const isInstagram = genders.every((code) => ['F', 'M', 'U'].includes(code));
      return decide(facts['countries of two letters'] && facts['cities with a comma'] && isInstagram, facts);
    },
  },
  refusal({
    id: 'time-before-insights',
    question: 'How is a `since` refused before April 2024?',
    settles: ['The error for an earlier time; the longest span.'],
    scopes,
    refused: { status: 400, code: 100 },
    call: (live) => insights(live, { metric: 'views', since: '1712900000', until: '1713078000' }),
  }),
  {
    id: 'longest-span',
    question: 'Can the insights of a year be asked for at once?',
    emulator: 'They can.',
    settles: ['The error for an earlier time; the longest span.'],
    scopes,
    run: async (live) => {
      const until = Math.floor(live.clock.now() / 1000);
      const window = { since: String(until - 365 * day), until: String(until) };
      const wire = await insights(live, { metric: 'views', ...window });
      const values = pick(wire.body, 'data', 0, 'values');
      return decide(wire.status === 200, {
        ...describeWire(wire),
        days: Array.isArray(values) ? values.length : 0,
      });
    },
  },
  {
    id: 'end-of-a-day',
    question: 'At which hour does a day of the insights end?',
    emulator: 'At 07:00 UTC.',
    settles: ['A day ends at 07:00 or 08:00 UTC, midnight in California.'],
    scopes,
    run: async (live) => {
      const until = Math.floor(live.clock.now() / 1000);
      const window = { since: String(until - 20 * day), until: String(until) };
      const values = pick(bodyOf(await insights(live, { metric: 'views', ...window })), 'data', 0, 'values');
      const ends = (Array.isArray(values) ? values : []).map((value) => String(pick(value, 'end_time')));
      const hours = [...new Set(ends.map((end) => end.slice(11, 19)))].toSorted();
      if (hours.length === 0) throw new Skip('There are no views to look at.');
      return decide(hours.join() === '07:00:00', { hours });
    },
  },
  acceptance({
    id: 'period',
    question: 'Do the insights of a profile need `period`?',
    emulator: 'They do not.',
    settles: ['One project needed `period`, others do not.'],
    scopes,
    call: (live) => insights(live, { metric: 'likes' }),
  }),
  {
    id: 'language-of-titles',
    question: 'Does `Accept-Language` or `locale` select the language of titles?',
    emulator: 'Neither does.',
    settles: ['Titles and descriptions are in the language of somebody; what selects it is unknown.'],
    scopes,
    run: async (live) => {
      const ask = async (
        parameters: Readonly<Record<string, string>>,
        language: string,
      ): Promise<unknown> => {
        const headers = { 'accept-language': language };
        const wire = await live.call(
          'GET',
          '/me/threads_insights',
          { metric: 'likes', ...parameters },
          { headers },
        );
        return pick(bodyOf(wire), 'data', 0, 'title');
      };
      const english = await ask({}, 'en-US');
      const facts = {
        'Accept-Language': (await ask({}, 'ja-JP')) !== english,
        locale: (await ask({ locale: 'ja_JP' }, 'en-US')) !== english,
        'English title': english === 'likes',
      };
      return decide(!facts['Accept-Language'] && !facts.locale && facts['English title'], facts);
    },
  },
  {
    id: 'id-of-the-replies-insight',
    question: 'How does the id of the insight `replies` name it?',
    emulator: '`…/insights/replies/lifetime`.',
    settles: ['The id of `replies` is `…/insights/replies/lifetime`.'],
    scopes,
    run: async (live) => {
      const wire = await live.call('GET', `/${await anyThread(live)}/insights`, { metric: 'replies' });
      const id = String(pick(bodyOf(wire), 'data', 0, 'id'));
      const name = id.split('/').slice(1).join('/');
      return decide(name === 'insights/replies/lifetime', { name });
    },
  },
  {
    id: 'days-without-views',
    question: 'Is the entry `views` there for days without views?',
    emulator: 'It is.',
    settles: ['A day without views can make the entry disappear.'],
    scopes,
    run: async (live) => {
      const wire = await insights(live, { metric: 'views', since: '1717311600', until: '1717484400' });
      const entries = itemsOf(bodyOf(wire));
      const values = pick(entries[0], 'values');
      const viewed = (Array.isArray(values) ? values : []).filter(
        (value) => pick(value, 'value') !== 0,
      ).length;
      const facts = { present: entries.length > 0, 'days with views': viewed };
      // Days that were seen tell nothing about those that were not.
      return viewed > 0 ? { verdict: 'unclear', facts } : decide(facts.present, facts);
    },
  },
  {
    id: 'windows-of-insights',
    question: 'Does `paging` of insights lead to the windows before and after?',
    emulator: 'It does.',
    settles: ['Paging leads to the windows before and after, without end.'],
    scopes,
    run: async (live) => {
      const paging = pick(bodyOf(await insights(live, { metric: 'views' })), 'paging');
      const members = isObject(paging) ? Object.keys(paging).toSorted() : [];
      return decide(members.join() === 'next,previous', { members });
    },
  },
];

function insights(live: Live, parameters: Readonly<Record<string, string>>): Promise<Wire> {
  return live.call('GET', '/me/threads_insights', parameters);
}

async function followers(live: Live): Promise<number> {
  const body = bodyOf(await insights(live, { metric: 'followers_count' }));
  return Number(pick(body, 'data', 0, 'total_value', 'value'));
}
