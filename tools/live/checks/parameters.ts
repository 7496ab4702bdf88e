import { creating, decide, type Check } from '../check.ts';
import type { Live } from '../live.ts';
import { refusal } from '../refusal.ts';
import { describeWire, type Refusal, type Wire } from '../wire.ts';
import { nobody } from './requests.ts';

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
  {
    id: 'poll-of-a-wrong-shape',
    question: 'Is a poll of a wrong shape ignored?',
    emulator: 'It is: the container is created.',
    settles: ['A poll of a wrong shape is ignored, and a plain text comes of it.'],
    scopes: creating,
    creates: true,
    run: async (live) => {
      const poll_attachment = JSON.stringify({ options: ['Tea', 'Coffee'] });
      const wire = await create(live, { media_type: 'TEXT', text: live.text(), poll_attachment });
      return decide(wire.status === 200, describeWire(wire));
    },
  },
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
    (live) => ({ media_type: 'TEXT', text: live.text(), reply_to_id: nobody }),
    ['threads_manage_replies'],
  ),
  {
    id: 'type-in-lower-case',
    question: 'Is `media_type` read in lower case?',
    emulator: 'It is.',
    settles: ['`media_type` in lower case.'],
    scopes: creating,
    creates: true,
    run: async (live) => {
      const wire = await create(live, { media_type: 'text', text: live.text() });
      return decide(wire.status === 200, describeWire(wire));
    },
  },
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
