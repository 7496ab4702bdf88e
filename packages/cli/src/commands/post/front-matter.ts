import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { SettingOptions } from './draft.ts';
import type { GivenMedia } from './media-options.ts';

/** What stands on top of the file of a chain. */
export interface FrontMatter {
  readonly settings: Pick<
    SettingOptions,
    'topic' | 'location' | 'quote' | 'replyTo' | 'whoCanReply' | 'approve' | 'country'
  >;
  readonly replyToEach?: 'previous' | 'root';
  /** Media, and to which part each belongs, counted from 1. */
  readonly media: readonly { readonly part: number; readonly line: number; readonly media: GivenMedia }[];
  /** Everything that is wrong, with its lines. */
  readonly faults: readonly string[];
}

const texts = ['topic', 'location', 'quote', 'reply-to', 'who-can-reply'] as const;
const known = [...texts, 'approve', 'country', 'reply-to-each', 'media'];

/**
 * Reads settings that are written as YAML.
 *
 * @param lines how many lines stand before it in the file
 */
export function readFrontMatter(yaml: string, lines: number): FrontMatter {
  const lineCounter = new LineCounter();
  // All values are texts: an id of many digits would lose some as a number.
  const document = parseDocument(yaml, { schema: 'failsafe', lineCounter });
  const faults: string[] = [];
  const lineOf = (node: unknown): number => {
    const [start = 0]: readonly number[] = Object(node).range ?? [];
    return lineCounter.linePos(start).line + lines;
  };
  for (const { message, pos } of document.errors)
    faults.push(
      `line ${lineCounter.linePos(pos[0]).line + lines}: ${(message.split('\n')[0] ?? '').replace(/ at line.*$/, '')}`,
    );
  const fault = (node: unknown, message: string): undefined => {
    faults.push(`line ${lineOf(node)}: ${message}`);
  };
  const textOf = (node: unknown, name: string): string | undefined =>
    isScalar(node) && typeof node.value === 'string' && node.value !== ''
      ? node.value
      : fault(node, `${name} must be a text`);
  const values: Record<string, string> = {};
  let country: string[] | undefined;
  let approve: boolean | undefined;
  let replyToEach: FrontMatter['replyToEach'];
  const media: FrontMatter['media'][number][] = [];

  const readMedia = (item: unknown): void => {
    if (!isMap(item)) return fault(item, 'each of media must have part, and image or video');
    const own: Record<string, string> = {};
    for (const { key, value } of item.items) {
      const name = String(isScalar(key) ? key.value : key);
      if (!['part', 'image', 'video', 'alt'].includes(name))
        fault(key, `media has no ${name}: part, image, video, alt`);
      else own[name] = textOf(value, name) ?? '';
    }
    const { part = '', image, video, alt } = own;
    const number = /^[1-9]\d*$/.test(part) ? Number(part) : 0;
    if (number === 0) fault(item, 'part must be the number of a part, such as 1');
    if ((image === undefined) === (video === undefined))
      return fault(item, 'media needs either image or video');
    media.push({
      part: number,
      line: lineOf(item),
      media: {
        kind: image === undefined ? 'video' : 'image',
        written: image ?? video ?? '',
        ...(alt !== undefined && { altText: alt }),
      },
    });
  };

  const { contents } = document;
  if (document.errors.length === 0 && contents !== null && !isMap(contents))
    fault(
      contents,
      'what stands between the first two --- must be settings, such as "topic: kyoto"; a first part has no --- before it',
    );
  for (const { key, value } of isMap(contents) ? contents.items : []) {
    const name = String(isScalar(key) ? key.value : key);
    if (!known.includes(name)) fault(key, `there is no setting ${name}; these are: ${known.join(', ')}`);
    else if (name === 'media') {
      if (isSeq(value)) for (const item of value.items) readMedia(item);
      else fault(key, 'media must be a list');
    } else if (name === 'country') {
      const items: readonly unknown[] = isSeq(value) ? value.items : [value];
      country = items.flatMap((item) => textOf(item, name) ?? []);
    } else {
      const said = textOf(value, name);
      if (said === undefined) continue;
      if (name === 'approve') {
        if (/^(true|false)$/.test(said)) approve = said === 'true';
        else fault(value, 'approve must be true or false');
      } else if (name === 'reply-to-each') {
        if (said === 'previous' || said === 'root') replyToEach = said;
        else fault(value, 'reply-to-each must be previous or root');
      } else values[name] = said;
    }
  }
  const { topic, location, quote, 'reply-to': replyTo, 'who-can-reply': whoCanReply } = values;
  return {
    settings: {
      ...(topic !== undefined && { topic }),
      ...(location !== undefined && { location }),
      ...(quote !== undefined && { quote }),
      ...(replyTo !== undefined && { replyTo }),
      ...(whoCanReply !== undefined && { whoCanReply }),
      ...(approve !== undefined && { approve }),
      ...(country !== undefined && { country }),
    },
    ...(replyToEach !== undefined && { replyToEach }),
    media,
    faults,
  };
}
