import { decide, publishing, type Check } from '../check.ts';
import { oddPost, pollPost, readPost } from '../posts.ts';
import { isObject, pick } from '../wire.ts';

/** What is read of a post that has more than a text. */
export const readingBackChecks: readonly Check[] = [
  {
    id: 'topics-in-text-and-beside-it',
    question: 'Which topic does a post have that names one in its text and another in `topic_tag`?',
    emulator: 'That of `topic_tag`.',
    settles: ['A topic in the text and in `topic_tag`.'],
    scopes: publishing,
    run: async (live) => {
      const tag = pick(await readPost(live, (await oddPost(live)).id, 'topic_tag'), 'topic_tag');
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
      const entities = pick(await readPost(live, (await oddPost(live)).id, 'text_entities'), 'text_entities');
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
      const entities = pick(await readPost(live, (await oddPost(live)).id, 'text_entities'), 'text_entities');
      const shape = Array.isArray(entities)
        ? 'a list'
        : isObject(entities)
          ? Object.keys(entities)
          : 'absent';
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
      const poll = pick(
        await readPost(live, (await pollPost(live)).id, 'poll_attachment'),
        'poll_attachment',
      );
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
        members: isObject(poll) ? Object.keys(poll) : [],
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
