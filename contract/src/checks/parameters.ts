import { decide } from '../answer.ts';
import { acceptance, type Check, creating, publishing, refusal, unknownId } from '../check.ts';
import type { Live } from '../live.ts';
import { oddPost, pollPost, readField, readPost } from '../posts.ts';
import { isObject, membersOf, pick, type Refusal, type Wire, shapeOf } from '../wire.ts';

/** What a post may have. Containers are enough for most of it, and nobody sees those. */
export const parameterChecks: readonly Check[] = [
  refused(
    'text-too-long',
    'How is a text of 501 letters refused?',
    '"Param text must be at most 500 characters long.": 500, code 100.',
    { status: 500, code: 100, message: 'must be at most 500 characters' },
    (live) => ({ media_type: 'TEXT', text: live.text().padEnd(501, 'a') }),
  ),
  {
    id: 'text-counting',
    question: 'How are the 500 characters of a text counted?',
    emulator: 'An emoji by its UTF-8 bytes, everything else by code points.',
    settles: ['How 500 characters are counted: the sources contradict each other.'],
    scopes: creating,
    creates: true,
    run: async (live) => {
      const isTaken = async (text: string): Promise<boolean> =>
        (await create(live, { media_type: 'TEXT', text })).status === 200;
      // 500 code points and 502 bytes; 499 code points and, with the emoji's bytes, 502.
      const apostrophe = await isTaken(`${live.text().padEnd(499, 'a')}\u2019`);
      const emoji = await isTaken(`${live.text().padEnd(498, 'a')}\u{1F600}`);
      const rule = apostrophe ? (emoji ? 'code points' : 'emoji by bytes') : emoji ? 'unknown' : 'bytes';
      return decide(rule === 'emoji by bytes', { rule, apostrophe, emoji });
    },
  },
  acceptance({
    id: 'poll-of-a-wrong-shape',
    question: 'Is a poll of a wrong shape ignored?',
    emulator: 'It is: the container is created.',
    settles: ['A poll of a wrong shape is ignored, and a plain text comes of it.'],
    scopes: creating,
    creates: true,
    call: (live) => {
      const poll_attachment = JSON.stringify({ options: ['Tea', 'Coffee'] });
      return create(live, { media_type: 'TEXT', text: live.text(), poll_attachment });
    },
  }),
  refused(
    'unreachable-link',
    'How is the attachment of a page refused that cannot be read?',
    '`link_attachment` to a page that cannot be read: -1/4279047.',
    { status: 400, code: -1, subcode: 4279047 },
    (live) => ({
      media_type: 'TEXT',
      text: live.text(),
      link_attachment: 'https://threads-sdk.invalid/page',
    }),
  ),
  refused(
    'unreachable-image',
    'How is an image refused that cannot be fetched?',
    '`image_url` that cannot be fetched: 400, 1/2207052.',
    { status: 400, code: 1, subcode: 2207052 },
    (live) => ({
      media_type: 'IMAGE',
      text: live.text(),
      image_url: 'https://threads-sdk.invalid/image.jpg',
    }),
  ),
  refused(
    'image-without-address',
    'How is an `image_url` refused that is no address?',
    '"Param image_url is not a valid URI.": 500, code 100.',
    { status: 500, code: 100, message: 'Param image_url is not a valid URI' },
    (live) => ({ media_type: 'IMAGE', text: live.text(), image_url: 'no address' }),
  ),
  refused(
    'text-without-text',
    'How is a text refused that has none?',
    '"The parameter text is required": 500, code 100.',
    { status: 500, code: 100, message: 'The parameter text is required' },
    () => ({ media_type: 'TEXT' }),
  ),
  refused(
    'reply-to-nothing',
    'How is a reply refused to a post that does not exist?',
    '"Param reply_to_id is not a valid threads_media ID": 500, code 100.',
    { status: 500, code: 100, message: 'Param reply_to_id is not a valid threads_media ID' },
    (live) => ({ media_type: 'TEXT', text: live.text(), reply_to_id: unknownId }),
    ['threads_manage_replies'],
  ),
  acceptance({
    id: 'type-in-lower-case',
    question: 'Is `media_type` read in lower case?',
    emulator: 'It is.',
    settles: ['`media_type` in lower case.'],
    scopes: creating,
    creates: true,
    call: (live) => create(live, { media_type: 'text', text: live.text() }),
  }),
  refused(
    'six-links',
    'Which code and status has the error for more than five links?',
    'The code and status of the `THREADS_API__…` errors (links, geo-gating): only their names are known.',
    { status: 500, code: 100, message: 'THREADS_API__LINK_LIMIT_EXCEEDED' },
    (live) => {
      const links = [1, 2, 3, 4, 5, 6].map((number) => `https://example.com/${number}`);
      return { media_type: 'TEXT', text: `${live.text()} ${links.join(' ')}` };
    },
  ),
  refused(
    'alt-text-of-a-text',
    'How is a parameter refused that does not go with the others?',
    'The words of such a refusal.',
    { status: 500, code: 100 },
    (live) => ({ media_type: 'TEXT', text: live.text(), alt_text: 'A red gate' }),
  ),
  {
    id: 'spoiler-beyond-the-end',
    question:
      'In which unit does a spoiler end that may just end with the text: code points, UTF-16 or bytes?',
    emulator: 'Any range is taken, also one beyond the text.',
    settles: ['Where spoilers and styles begin and end: the unit of `offset` is not documented.'],
    scopes: creating,
    creates: true,
    run: async (live) => {
      // One code point, two UTF-16 units and four bytes more than letters.
      const text = `${live.text()}\u{1F600}`;
      const letters = text.length - 2;
      const takes = async (length: number): Promise<boolean> => {
        const text_entities = JSON.stringify([{ entity_type: 'SPOILER', offset: 0, length }]);
        return (await create(live, { media_type: 'TEXT', text, text_entities })).status === 200;
      };
      const facts = {
        'code points': await takes(letters + 1),
        'UTF-16': await takes(letters + 2),
        bytes: await takes(letters + 4),
        beyond: await takes(letters + 5),
      };
      return decide(facts.beyond, facts);
    },
  },
];

function create(live: Live, parameters: Readonly<Record<string, string>>): Promise<Wire> {
  return live.call('POST', '/me/threads', parameters);
}

/** A container that is refused. */
function refused(
  id: string,
  question: string,
  settled: string,
  expected: Refusal,
  parameters: (live: Live) => Readonly<Record<string, string>>,
  scopes: readonly string[] = [],
): Check {
  return refusal({
    id,
    question,
    settles: [settled],
    scopes: [...creating, ...scopes],
    creates: true,
    refused: expected,
    call: (live) => create(live, parameters(live)),
  });
}

/** What is read of a post that has more than a text. */
export const readingBackChecks: readonly Check[] = [
  {
    id: 'topics-in-text-and-beside-it',
    question: 'Which topic does a post have that names one in its text and another in `topic_tag`?',
    emulator: 'That of `topic_tag`.',
    settles: ['A topic in the text and in `topic_tag`.'],
    scopes: publishing,
    run: async (live) => {
      const tag = await readField(live, await oddPost(live), 'topic_tag');
      const winner = tag === 'sdkchecks' ? 'topic_tag' : tag === 'sdktests' ? 'the text' : 'neither';
      return decide(winner === 'topic_tag', { winner });
    },
  },
  {
    id: 'spoilers-behind-an-emoji',
    question: 'Are the offsets of spoilers read back as they were sent?',
    emulator: 'They are.',
    settles: ['Where spoilers and styles begin and end: the unit of `offset` is not documented.'],
    scopes: publishing,
    run: async (live) => {
      const entities = await readField(live, await oddPost(live), 'text_entities');
      const first = pick(entities, 'data', 0) ?? pick(entities, 0);
      const facts = { offset: Number(pick(first, 'offset')), length: Number(pick(first, 'length')) };
      return decide(facts.offset === 3 && facts.length === 11, facts);
    },
  },
  {
    id: 'text-entities-shape',
    question: 'Are `text_entities` read as a list under `data`?',
    emulator: 'They are.',
    settles: ['`text_entities` is a list under `data`.'],
    scopes: publishing,
    run: async (live) => {
      const entities = await readField(live, await oddPost(live), 'text_entities');
      const shape = shapeOf(entities);
      return decide(Array.isArray(pick(entities, 'data')), { shape });
    },
  },
  {
    id: 'poll-without-selection',
    question: 'What does `poll_attachment` hold without a selection?',
    emulator: 'Its options alone.',
    settles: [
      '`poll_attachment` without a selection has its options alone; with one, exactly what was asked for.',
    ],
    scopes: publishing,
    run: async (live) => {
      const poll = await readField(live, await pollPost(live), 'poll_attachment');
      const members = isObject(poll) ? Object.keys(poll).toSorted() : [];
      return decide(members.join() === 'option_a,option_b', { members });
    },
  },
  {
    id: 'poll-without-votes',
    question: 'Which percentages has a poll without votes?',
    emulator: '0.',
    settles: ['Percentages of a poll without votes, and its numbers after its end.'],
    scopes: publishing,
    run: async (live) => {
      const fields = 'poll_attachment{option_a_votes_percentage,option_b_votes_percentage,total_votes}';
      const poll = pick(await readPost(live, (await pollPost(live)).id, fields), 'poll_attachment');
      const percentage = pick(poll, 'option_a_votes_percentage');
      const votes = pick(poll, 'total_votes');
      const facts = {
        percentage: typeof percentage === 'number' ? percentage : 'absent',
        votes: typeof votes === 'number' ? votes : 'absent',
        members: membersOf(poll),
      };
      // Somebody was quick.
      if (typeof votes === 'number' && votes > 0) return { verdict: 'unclear', facts };
      return decide(percentage === 0, facts);
    },
  },
  {
    id: 'poll-duration',
    question: 'How long does a poll run?',
    emulator: '24 hours.',
    settles: ['How long a poll runs.'],
    scopes: publishing,
    run: async (live) => {
      const { id } = await pollPost(live);
      const post = await readPost(live, id, 'timestamp,poll_attachment{expiration_timestamp}');
      const end = Date.parse(String(pick(post, 'poll_attachment', 'expiration_timestamp')));
      const hours = (end - Date.parse(String(pick(post, 'timestamp')))) / 3_600_000;
      if (Number.isNaN(hours)) return { verdict: 'unclear', facts: { hours: 'unknown' } };
      return decide(Math.round(hours) === 24, { hours: Math.round(hours * 100) / 100 });
    },
  },
];
