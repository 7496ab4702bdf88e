import { decide, Skip } from '../answer.ts';
import { acceptance, type Check, publishing, refusal } from '../check.ts';
import type { Live } from '../live.ts';
import { carouselPost, imagePost, placedPost, readField } from '../posts.ts';
import { bodyOf, describeWire, itemsOf, membersOf, pick, type Wire, shapeOf } from '../wire.ts';

const basic = ['threads_basic'];
const outOfBounds = { status: 400, code: 100 };
const bounds = 'A limit, cursor or time out of bounds, and both cursors at once.';

/** What is read, and how lists are cut. */
export const listChecks: readonly Check[] = [
  {
    id: 'unknown-field-of-a-list',
    question: 'Is a field ignored that no item of a list has?',
    emulator: 'It is.',
    settles: ['An unknown field of one object is refused, and one of a list is ignored.'],
    scopes: basic,
    run: async (live) => {
      const wire = await live.call('GET', '/me/threads', { fields: 'id,no_such_field' });
      return decide(wire.status === 200, { ...describeWire(wire), items: itemsOf(wire.body).length });
    },
  },
  {
    id: 'limit-of-zero',
    question: 'What is answered to a limit of 0?',
    emulator: 'An empty list.',
    settles: [bounds],
    scopes: basic,
    run: async (live) => {
      const wire = await threads(live, { limit: '0' });
      const items = itemsOf(wire.body).length;
      return decide(wire.status === 200 && items === 0, { ...describeWire(wire), items });
    },
  },
  outside('limit-of-101', 'How is a limit of 101 refused?', () => ({ limit: '101' })),
  outside('negative-limit', 'How is a limit of -1 refused?', () => ({ limit: '-1' })),
  outside('cursor-of-nothing', 'How is a cursor refused that is none?', () => ({ after: 'no cursor' })),
  outside('time-before-threads', 'How is a `since` refused before July 2023?', () => ({
    since: '1600000000',
  })),
  outside('time-to-come', 'How is an `until` refused that lies ahead?', (live) => ({
    until: String(Math.floor(live.clock.now() / 1000) + 86_400),
  })),
  refusal({
    id: 'both-cursors',
    question: 'How are `before` and `after` refused in one call?',
    settles: [bounds],
    scopes: basic,
    refused: outOfBounds,
    call: async (live) => {
      const cursor = await cursorOf(live);
      return threads(live, { before: cursor, after: cursor });
    },
  }),
  acceptance({
    id: 'times-and-cursors',
    question: 'Do times and cursors go together?',
    emulator: 'They do.',
    settles: ['Whether times and cursors go together.'],
    scopes: basic,
    call: async (live) => threads(live, { after: await cursorOf(live), since: '1700000000' }),
  }),
  {
    id: 'empty-list',
    question: 'Has an empty list a `paging`?',
    emulator: 'It has none.',
    settles: ['An empty list has no `paging`.'],
    scopes: basic,
    run: async (live) => {
      const body = bodyOf(await threads(live, { since: '1688540401', until: '1688540402' }));
      if (itemsOf(body).length > 0) throw new Skip('There is a post of the first second of Threads.');
      const members = membersOf(body);
      return decide(!members.includes('paging'), { members });
    },
  },
  {
    id: 'addresses-of-pages',
    question: 'Is `paging.next` absolute, with the token in it?',
    emulator: 'It is.',
    settles: ['`next` and `previous` are absolute, hold the token, and stand only where there is more.'],
    scopes: basic,
    run: async (live) => {
      const next = pick(bodyOf(await threads(live, { limit: '1' })), 'paging', 'next');
      if (typeof next !== 'string') throw new Skip('There is only one page of posts.');
      const url = URL.canParse(next) ? new URL(next) : undefined;
      const holdsToken = url?.searchParams.get('access_token') === live.token();
      const parameters = [...(url?.searchParams.keys() ?? [])];
      return decide(url !== undefined && holdsToken, {
        absolute: url !== undefined,
        'holds the token': holdsToken,
        parameters,
      });
    },
  },
  {
    id: 'short-pages',
    question: 'Is a page ever short, or empty, and still has a `next`?',
    emulator: 'Never.',
    settles: ['A page that is empty or short, and still has a `next`.'],
    scopes: basic,
    run: async (live) => {
      let after: string | undefined;
      const lengths: number[] = [];
      for (let pages = 0; pages < 8; pages += 1) {
        const body = bodyOf(await threads(live, { limit: '3', ...(after !== undefined && { after }) }));
        const length = itemsOf(body).length;
        const cursor = pick(body, 'paging', 'cursors', 'after');
        if (pick(body, 'paging', 'next') === undefined || typeof cursor !== 'string') break;
        lengths.push(length);
        after = cursor;
      }
      if (lengths.length === 0) throw new Skip('There is only one page of posts.');
      const short = lengths.filter((length) => length < 3).length;
      return decide(short === 0, { 'pages with a next': lengths.length, short });
    },
  },
  {
    id: 'archived-ghosts',
    question: 'Do archived ghost posts stay in the list of posts?',
    emulator: 'They do not.',
    settles: ['Whether archived ghost posts stay in the list of posts.'],
    scopes: basic,
    run: async (live) => {
      const fields = 'id,ghost_post_status';
      const ghosts = itemsOf(bodyOf(await live.call('GET', '/me/ghost_posts', { fields, limit: '100' })));
      const archived = ghosts.find((item) => pick(item, 'ghost_post_status') === 'ARCHIVED');
      if (archived === undefined) throw new Skip('There is no archived ghost post.');
      const listed = itemsOf(bodyOf(await threads(live, { limit: '100' })));
      const stays = listed.some((item) => pick(item, 'id') === pick(archived, 'id'));
      return decide(!stays, { stays });
    },
  },
  {
    id: 'children-of-a-carousel',
    question: 'Is `children` a list under `data`, and what does it hold without a selection?',
    emulator: 'It is, and it holds ids alone.',
    settles: [
      '`children` is a list under `data`.',
      'What `children` and `location` hold without a selection.',
    ],
    scopes: publishing,
    needs: 'image',
    run: async (live) => {
      const children = await readField(live, await carouselPost(live), 'children');
      const child = pick(children, 'data', 0) ?? pick(children, 0);
      const members = membersOf(child);
      return decide(Array.isArray(pick(children, 'data')) && members.join() === 'id', {
        shape: shapeOf(children),
        members,
      });
    },
  },
  {
    id: 'location-without-selection',
    question: 'What does `location` hold without a selection?',
    emulator: 'Its id alone.',
    settles: ['What `children` and `location` hold without a selection.'],
    scopes: [...publishing, 'threads_location_tagging'],
    run: async (live) => {
      const location = await readField(live, await placedPost(live), 'location');
      const members = membersOf(location);
      return decide(members.join() === 'id', { members });
    },
  },
  {
    id: 'address-of-media',
    question: 'Is `media_url` what was sent, or a signed link that expires?',
    emulator: 'What was sent.',
    settles: ['`media_url`, `thumbnail_url` and pictures are signed links that expire.'],
    scopes: publishing,
    needs: 'image',
    run: async (live) => {
      const url = String(await readField(live, await imagePost(live), 'media_url'));
      const isSame = url === live.options.imageUrl;
      const parameters = URL.canParse(url) ? [...new URL(url).searchParams.keys()] : [];
      return decide(isSame, { 'what was sent': isSame, parameters });
    },
  },
];

function threads(live: Live, parameters: Readonly<Record<string, string>>): Promise<Wire> {
  return live.call('GET', '/me/threads', { fields: 'id', ...parameters });
}

/** A parameter of the list of posts that is out of bounds. */
function outside(
  id: string,
  question: string,
  parameters: (live: Live) => Readonly<Record<string, string>>,
): Check {
  return refusal({
    id,
    question,
    settles: [bounds],
    scopes: basic,
    refused: outOfBounds,
    call: (live) => threads(live, parameters(live)),
  });
}

async function cursorOf(live: Live): Promise<string> {
  const cursor = pick(bodyOf(await threads(live, { limit: '1' })), 'paging', 'cursors', 'after');
  if (typeof cursor !== 'string') throw new Skip('There is no post to begin from.');
  return cursor;
}
