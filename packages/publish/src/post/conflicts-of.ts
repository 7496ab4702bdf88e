import type { InputIssue } from '@threads-sdk/errors';

/** What Threads is documented to refuse beside a member; combinations that it leaves open are not here. */
const conflicts: readonly (readonly [name: string, ...others: string[]])[] = [
  ['linkAttachment', 'media'],
  ['gif', 'media'],
  ['textAttachment', 'media'],
  ['poll', 'media', 'linkAttachment', 'textAttachment'],
  [
    'isGhostPost',
    'media',
    'linkAttachment',
    'gif',
    'textAttachment',
    'poll',
    'replyTo',
    'quote',
    'replyControl',
    'enableReplyApprovals',
    'topicTag',
    'locationId',
    'crossreshareToIg',
  ],
];

/** The faults that members of a post make together. The members themselves may be wrong too. */
export function conflictsOf(given: object): InputIssue[] {
  const post: Members = { ...given };
  const attachment: Members = Object(post['textAttachment']);
  const media = itemsOf(post['media']);
  const isGiven = (name: string): boolean => {
    const member = name === 'media' ? media[0] : post[name];
    return member !== undefined && member !== false;
  };
  const faults = conflicts.map(([name, ...others]): Fault => {
    const present = isGiven(name) ? others.filter(isGiven) : [];
    return [present.length > 0, name, `does not go with ${present.join(', ')}`];
  });
  faults.push(
    [
      !['text', 'media', 'linkAttachment', 'gif', 'textAttachment'].some(isGiven),
      '',
      'needs text, media, linkAttachment, gif or textAttachment',
    ],
    [isGiven('isSpoilerMedia') && !isGiven('media'), 'isSpoilerMedia', 'is for posts with media'],
    [
      isGiven('linkAttachment') && attachment['linkAttachment'] !== undefined,
      'textAttachment.linkAttachment',
      'does not go with linkAttachment',
    ],
    ...media.map(({ image, video }, index): Fault => [
      (image === undefined) === (video === undefined),
      `media[${index}]`,
      'needs either image or video',
    ]),
    ...rangeFaults('spoilers', post['spoilers'], post['text']),
    ...rangeFaults('textAttachment.styling', attachment['styling'], attachment['plaintext']),
    [hasOverlaps(attachment['styling']), 'textAttachment.styling', 'must not overlap'],
  );
  return faults.filter(([isFault]) => isFault).map(([, path, message]) => ({ path, message }));
}

type Members = Readonly<Record<string, unknown>>;
type Fault = readonly [isFault: boolean, path: string, message: string];

/** Meta does not say what offsets count; bytes are the most that there can be. */
function rangeFaults(path: string, ranges: unknown, text: unknown): readonly Fault[] {
  const end = new TextEncoder().encode(typeof text === 'string' ? text : '').length;
  return itemsOf(ranges).map(({ offset, length }, index) => [
    Number(offset) + Number(length) > end,
    `${path}[${index}]`,
    'must lie within the text',
  ]);
}

function hasOverlaps(ranges: unknown): boolean {
  const sorted = itemsOf(ranges).toSorted((one, other) => Number(one['offset']) - Number(other['offset']));
  return sorted.some(
    ({ offset }, index) =>
      Number(sorted[index - 1]?.['offset']) + Number(sorted[index - 1]?.['length']) > Number(offset),
  );
}

function itemsOf(value: unknown): Members[] {
  return Array.isArray(value) ? value.map((item) => Object(item)) : [];
}
