import { decide, Skip } from '../answer.ts';
import { acceptance, type Check, refusal, unknownId } from '../check.ts';
import { bodyOf, isObject, itemsOf, pick } from '../wire.ts';

const searching = ['threads_basic', 'threads_keyword_search'];
const placing = ['threads_basic', 'threads_location_tagging'];

/** Search, profiles, locations and embeds. */
export const discoveryChecks: readonly Check[] = [
  {
    id: 'empty-biography',
    question: 'What does a profile show of a biography that is empty?',
    emulator: 'The member is absent.',
    settles: ['Members of a profile that are empty.'],
    scopes: ['threads_basic'],
    run: async (live) => {
      const profile = bodyOf(await live.call('GET', '/me', { fields: 'id,threads_biography' }));
      const biography = pick(profile, 'threads_biography');
      if (typeof biography === 'string' && biography !== '') throw new Skip('The biography is not empty.');
      return decide(isObject(profile) && !('threads_biography' in profile), {
        shown: biography === '' ? 'an empty text' : 'nothing',
      });
    },
  },
  refusal({
    id: 'unknown-profile',
    question: 'How is a profile refused that does not exist?',
    settles: ['A profile that is unknown, or smaller.'],
    scopes: ['threads_basic', 'threads_profile_discovery'],
    refused: { status: 400, code: 100, subcode: 33 },
    call: (live) => live.call('GET', '/profile_lookup', { username: `no_${live.marker}_${live.marker}` }),
  }),
  refusal({
    id: 'embed-of-nothing',
    question: 'How is a post refused that cannot be embedded?',
    settles: ['A post that cannot be embedded.'],
    scopes: [],
    refused: { status: 400, code: 100, subcode: 33 },
    call: (live) =>
      live.call(
        'GET',
        '/oembed',
        { url: 'https://www.threads.com/@threads/post/AAAAAAAAAAA' },
        { token: 'none' },
      ),
  }),
  {
    id: 'type-of-found-texts',
    question: 'Is the `media_type` of a text `TEXT_POST` in the keyword search, too?',
    emulator: 'It is.',
    settles: ['`media_type` of a text is `TEXT_POST`; one documented example has `TEXT`.'],
    scopes: searching,
    run: async (live) => {
      const wire = await live.call('GET', '/keyword_search', {
        q: 'threads',
        media_type: 'TEXT',
        fields: 'id,media_type',
      });
      const types = [...new Set(itemsOf(bodyOf(wire)).map((item) => String(pick(item, 'media_type'))))];
      if (types.length === 0) throw new Skip('The search found nothing.');
      return decide(types.join() === 'TEXT_POST', { types });
    },
  },
  {
    id: 'location-parameter',
    question: 'Is the parameter of the location search `q`, `query`, or either?',
    emulator: 'Either.',
    settles: [
      'By `q`, which the reference calls `query`, or by both coordinates; no paging; 500 in 24 hours.',
    ],
    scopes: placing,
    run: async (live) => {
      const found = async (name: string): Promise<number> =>
        itemsOf((await live.call('GET', '/location_search', { [name]: 'Menlo Park' })).body).length;
      const facts = { q: await found('q'), query: await found('query') };
      return decide(facts.q > 0 && facts.query > 0, facts);
    },
  },
  {
    id: 'location-id',
    question: 'Is the id of a place text in the search?',
    emulator: 'It is.',
    settles: ['The id of a place is text.'],
    scopes: placing,
    run: async (live) => {
      const wire = await live.call('GET', '/location_search', { q: 'Menlo Park' });
      const id = pick(bodyOf(wire), 'data', 0, 'id');
      if (id === undefined) throw new Skip('The search found nothing.');
      return decide(typeof id === 'string', { type: typeof id });
    },
  },
  {
    id: 'places-nearby',
    question: 'Does the location search find places near a point?',
    emulator: 'It does, within 50 km.',
    settles: ['Which places there are, and how near is near.'],
    scopes: placing,
    run: async (live) => {
      const fields = 'id,latitude,longitude';
      const wire = await live.call('GET', '/location_search', {
        latitude: '37.453',
        longitude: '-122.182',
        fields,
      });
      const distances = itemsOf(bodyOf(wire)).map((place) =>
        Math.hypot(Number(pick(place, 'latitude')) - 37.453, Number(pick(place, 'longitude')) + 122.182),
      );
      const degrees = Math.round(Math.max(0, ...distances) * 100) / 100;
      return decide(distances.length > 0 && degrees < 0.6, {
        places: distances.length,
        'degrees at most': degrees,
      });
    },
  },
  acceptance({
    id: 'access-level',
    question: 'What do mentions answer: a list, or an error of the access level?',
    emulator: 'A list, which is shorter for an app without review.',
    settles: [
      'Without app review: 10/4279067, "App Does Not Have Sufficient Access Tier", or an unknown field `threads_mentions`.',
    ],
    scopes: ['threads_basic', 'threads_manage_mentions'],
    call: (live) => live.call('GET', '/me/mentions', { fields: 'id' }),
  }),
  refusal({
    id: 'unknown-place',
    question: 'How is a place refused that does not exist?',
    settles: ['An id that names nothing, or nothing that the caller may see: 400, 100/33.'],
    scopes: ['threads_basic'],
    refused: { status: 400, code: 100, subcode: 33 },
    call: (live) => live.call('GET', `/${unknownId}`, { fields: 'id,name,latitude' }),
  }),
];
