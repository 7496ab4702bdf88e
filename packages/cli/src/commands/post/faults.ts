import type { InputIssue } from '@threads-sdk/errors';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { Draft } from './draft.ts';

/** What the members of a post are called by people: on the command line with `--` in front, in a file without. */
const names: Readonly<Record<string, string>> = {
  linkAttachment: 'link',
  poll: 'poll',
  gif: 'gif',
  textAttachment: 'long-text',
  replyTo: 'reply-to',
  quote: 'quote',
  topicTag: 'topic',
  locationId: 'location',
  spoilers: 'spoiler',
  isSpoilerMedia: 'spoiler-media',
  isGhostPost: 'ghost',
  allowlistedCountryCodes: 'country',
  replyControl: 'who-can-reply',
  enableReplyApprovals: 'approve',
  crossreshareToIg: 'instagram',
  idempotencyKey: 'key',
};

/** How faults are told of what was given. */
export interface Wording {
  readonly drafts: readonly Draft[];
  /** The lines of a file at which its parts begin; absent for the options of a command. */
  readonly lines?: readonly number[];
}

/** A fault in the words of the person who made it. */
export function inWords({ path, message }: InputIssue, { drafts, lines }: Wording): string {
  const [, index = '0', rest = ''] = /^(?:posts\[(\d+)\]\.?)?(?:options\.)?(.*)$/s.exec(path) ?? [];
  const part = Number(index);
  const name = (member: string): string => {
    if (member === 'text') return 'the text';
    if (member === 'media') return lines ? 'media' : '--image or --video';
    const own = names[member] ?? member;
    return lines ? own : `--${own}`;
  };
  const where = lines === undefined ? '' : `part ${part + 1} (line ${lines[part] ?? 1}): `;
  if (message.startsWith('needs one of')) {
    if (drafts[part]?.settings['poll'] !== undefined) return `${where}a poll needs a text`;
    const what = lines
      ? 'a text, an image or a video'
      : 'a text, an image, a video, a link, a GIF or a long text';
    return `${where}there is nothing to post: it needs ${what}`;
  }
  const said = message
    .replace(
      /^does not go with (.*)$/,
      (_, others: string) => `does not go with ${others.split(', ').map(name).join(', ')}`,
    )
    .replace(/^must be an id of digits, not .*$/, (known) =>
      /^(replyTo|quote)$/.test(rest) ? 'must be an id, an address or a shortcode of a post' : known,
    )
    // What the SDK says to programs.
    .replace(/; files: openFile.*$/, '')
    .replace(/ \(fitImage of @threads-sdk\/media makes it fit\)/, '');
  const [, at, member] = /^media\[(\d+)\](?:\.(\w+))?/.exec(rest) ?? [];
  const media = at === undefined ? undefined : drafts[part]?.media[Number(at)];
  if (media) return `${where}${member === 'altText' ? 'the description of ' : ''}${media.written} ${said}`;
  const [, own = ''] = /^(\w*)/.exec(rest) ?? [];
  return own === '' ? `${where}it ${said}` : `${where}${name(own)} ${said}`;
}

/**
 * Refuses what was given, if anything is wrong with it.
 *
 * @throws {CommandError} that names every fault
 */
export function refuseFaults(faults: readonly string[]): void {
  const all = [...new Set(faults)];
  if (all.length === 0) return;
  const [first = ''] = all;
  throw new CommandError(
    exitCodes.usage,
    all.length === 1
      ? `This cannot be posted: ${first}.`
      : `This cannot be posted:\n${all.map((each) => `- ${each}`).join('\n')}`,
    'Nothing was sent.',
  );
}
