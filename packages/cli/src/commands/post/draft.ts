import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type InputIssue, isThreadsError } from '@threads-sdk/errors';
import { type FilePost, type Post, startChain, startPublish } from '@threads-sdk/publish';
import { openFile } from '@threads-sdk/storage/node';
import { canBePost } from '../../find-post.ts';
import { readUtf8 } from '../../read-utf8.ts';
import type { GivenMedia } from './media-options.ts';

/** An image or video of a draft. */
export interface DraftMedia extends GivenMedia {
  /** An address, or the absolute path of a file. */
  readonly source: string;
  readonly isFile: boolean;
}

/** A post as a person describes it, not checked yet. */
export interface Draft {
  /** All of it but the media, by the names that the SDK has for it. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly media: readonly DraftMedia[];
}

/** What people can say of a post, beside its media. */
export interface SettingOptions {
  readonly link?: string;
  readonly poll?: readonly string[];
  readonly gif?: string;
  /** The path of a file. */
  readonly longText?: string;
  readonly replyTo?: string;
  readonly quote?: string;
  readonly topic?: string;
  readonly location?: string;
  readonly spoiler?: readonly string[];
  readonly spoilerMedia?: boolean;
  readonly ghost?: boolean;
  readonly country?: readonly string[];
  readonly whoCanReply?: string;
  readonly approve?: boolean;
  readonly instagram?: string;
}

/** Makes a draft of what was given. Paths go from a folder, and only what is given is in it. */
export function draftOf(
  text: string | undefined,
  options: SettingOptions,
  media: readonly GivenMedia[],
  folder: string,
): { readonly draft: Draft; readonly faults: readonly string[] } {
  const { spoiler = [], longText } = options;
  const attached = longText === undefined ? undefined : readLongText(resolve(folder, longText), longText);
  const ranges = spoiler.map((part) => rangesOf(text ?? '', part));
  const settings = {
    text,
    linkAttachment: options.link,
    poll: options.poll,
    gif: options.gif === undefined ? undefined : { id: options.gif },
    textAttachment: attached && 'plaintext' in attached ? attached : undefined,
    replyTo: options.replyTo,
    quote: options.quote,
    topicTag: options.topic?.replace(/^#/, ''),
    locationId: options.location,
    spoilers: spoiler.length === 0 ? undefined : ranges.flat(),
    isSpoilerMedia: options.spoilerMedia,
    isGhostPost: options.ghost,
    allowlistedCountryCodes: options.country?.map((code) => code.toUpperCase()),
    replyControl: options.whoCanReply?.replaceAll('-', '_'),
    enableReplyApprovals: options.approve,
    crossreshareToIg: options.instagram,
  };
  return {
    draft: {
      settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
      media: media.map((each) => ({ ...each, ...placeOf(each.written, folder) })),
    },
    faults: [
      ...spoiler.flatMap((part, index) =>
        ranges[index]?.length === 0 ? [`--spoiler "${part}" does not occur in the text`] : [],
      ),
      ...(attached && 'fault' in attached ? [attached.fault] : []),
    ],
  };
}

function readLongText(
  path: string,
  written: string,
): { readonly plaintext: string } | { readonly fault: string } {
  try {
    return { plaintext: readUtf8(readFileSync(path), written).trim() };
  } catch (error) {
    const { code } = Object(error);
    if (typeof code !== 'string') throw error;
    return { fault: `--long-text ${written} cannot be read (${code})` };
  }
}

/** Everywhere that a part occurs in a text, as Meta's own sample app counts. */
function rangesOf(text: string, part: string): readonly { offset: number; length: number }[] {
  if (part === '') return [];
  const ranges: { offset: number; length: number }[] = [];
  for (let offset = text.indexOf(part); offset >= 0; offset = text.indexOf(part, offset + part.length))
    ranges.push({ offset, length: part.length });
  return ranges;
}

/** Whether something is an address or a path, and which file a path means. */
function placeOf(written: string, folder: string): Pick<DraftMedia, 'source' | 'isFile'> {
  if (/^file:\/\//i.test(written) && URL.canParse(written) && new URL(written).host === '')
    return { source: fileURLToPath(written), isFile: true };
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(written)) return { source: written, isFile: false };
  return { source: resolve(folder, written), isFile: true };
}

/** A draft as plain JSON, with something in the place of each of its files. */
export function contentOf(
  { settings, media }: Draft,
  inPlaceOf: (file: DraftMedia) => unknown = ({ source }) => ({ file: source }),
): Readonly<Record<string, unknown>> {
  if (media.length === 0) return settings;
  return {
    ...settings,
    media: media.map((each) => ({
      [each.kind]: each.isFile ? inPlaceOf(each) : each.source,
      ...(each.altText !== undefined && each.altText !== '' && { altText: each.altText }),
    })),
  };
}

/** What Threads would refuse for certain, all of it, whatever the files are. Nothing is sent or read. */
export function postFaults(draft: Draft): readonly InputIssue[] {
  return refusals(() => startPublish(checkedPost(draft)));
}

/** What Threads would refuse for certain in a chain. */
export function chainFaults(
  drafts: readonly Draft[],
  replyTo: 'previous' | 'root' | undefined,
): readonly InputIssue[] {
  return refusals(() => startChain(drafts.map(checkedPost), replyTo === undefined ? {} : { replyTo }));
}

function checkedPost({ settings, media }: Draft): Post {
  const checked = { settings: withReferences(settings, (given) => (canBePost(given) ? '0' : given)), media };
  // What is none is refused: that is what it is made for.
  return contentOf(checked, () => ({ stored: 'a file' })) as unknown as Post;
}

/** The same settings with something else in the place of what names other posts. */
function withReferences(settings: Draft['settings'], change: (given: string) => string): Draft['settings'] {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      (name === 'replyTo' || name === 'quote') && typeof value === 'string' ? change(value) : value,
    ]),
  );
}

/** The same drafts with ids in the place of addresses and shortcodes of other posts, which are looked for. */
export async function findReferences(
  drafts: readonly Draft[],
  find: (given: string) => Promise<string>,
): Promise<readonly Draft[]> {
  const ids = new Map<string, string>();
  for (const { settings } of drafts)
    for (const given of [settings['replyTo'], settings['quote']])
      if (typeof given === 'string' && !ids.has(given)) ids.set(given, await find(given));
  return drafts.map((draft) => ({
    ...draft,
    settings: withReferences(draft.settings, (given) => ids.get(given) ?? given),
  }));
}

function refusals(start: () => unknown): readonly InputIssue[] {
  try {
    start();
    return [];
  } catch (error) {
    if (isThreadsError(error) && error.name === 'InvalidInputError') return error.issues;
    throw error;
  }
}

/** Opens the files of drafts, by their paths. Nothing of them is read yet. */
export async function openDrafts(
  drafts: readonly Draft[],
  isChain: boolean,
): Promise<{ readonly files: ReadonlyMap<string, Blob>; readonly faults: readonly InputIssue[] }> {
  const files = new Map<string, Blob>();
  const faults: InputIssue[] = [];
  for (const [part, { media }] of drafts.entries()) {
    for (const [index, { isFile, kind, source }] of media.entries()) {
      if (!isFile || files.has(source)) continue;
      try {
        files.set(source, await openFile(source));
      } catch (error) {
        if (!isThreadsError(error) || error.name !== 'InvalidInputError') throw error;
        const path = `media[${index}].${kind}`;
        faults.push({
          path: isChain ? `posts[${part}].${path}` : path,
          message: error.issues.map(({ message }) => message.replace(`${source} `, '')).join('; '),
        });
      }
    }
  }
  return { files, faults };
}

/** The post that a draft is, with its files. */
export function postOf(draft: Draft, files: ReadonlyMap<string, Blob>): FilePost {
  // It is checked by whoever publishes it.
  return contentOf(draft, ({ source }) => files.get(source)) as unknown as FilePost;
}
