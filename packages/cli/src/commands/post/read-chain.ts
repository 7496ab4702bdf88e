import { type Draft, draftOf } from './draft.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import type { GivenMedia } from './media-options.ts';

/** The parts of a chain, as its file says. */
export interface ChainFile {
  readonly drafts: readonly Draft[];
  /** The line at which each part begins, counted from 1. */
  readonly lines: readonly number[];
  readonly replyToEach?: 'previous' | 'root';
  /** What is wrong with the file itself; what is wrong with the posts is found by whoever checks posts. */
  readonly faults: readonly string[];
}

/**
 * Reads the file of a chain: settings on top, and parts between lines of `---`.
 *
 * @param source its text, with line breaks of one character
 * @param folder where its paths go from
 */
export function readChain(source: string, folder: string): ChainFile {
  const lines = source.split('\n');
  const faults: string[] = [];
  let start = lines.findIndex((line) => line.trim() !== '');
  let front: FrontMatter = { settings: {}, media: [], faults: [] };
  if (isRule(lines[start])) {
    const begin = start + 1;
    const end = lines.findIndex((line, index) => index >= begin && isRule(line));
    if (end < 0)
      faults.push(`line ${begin}: the settings that begin here have no end: close them with a line of ---`);
    else front = readFrontMatter(lines.slice(begin, end).join('\n'), begin);
    start = end < 0 ? begin : end + 1;
  }
  faults.push(...front.faults);
  const parts = partsOf(lines, Math.max(start, 0));
  for (const { line, part } of front.media)
    if (part > parts.length)
      faults.push(`line ${line}: there is no part ${part}; the last one is ${parts.length}`);
  const { topic: _, location: __, quote: ___, replyTo: ____, ...ofEach } = front.settings;
  return {
    lines: parts.map(({ line }) => line),
    drafts: parts.map(({ text, media }, index) => {
      const more = front.media.filter(({ part }) => part === index + 1).map((each) => each.media);
      const settings = index === 0 ? front.settings : ofEach;
      return draftOf(text === '' ? undefined : text, settings, [...media, ...more], folder).draft;
    }),
    ...(front.replyToEach !== undefined && { replyToEach: front.replyToEach }),
    faults,
  };
}

function isRule(line: string | undefined): boolean {
  return /^---[ \t]*$/.test(line ?? '');
}

interface Part {
  readonly line: number;
  readonly text: string;
  readonly media: readonly GivenMedia[];
}

function partsOf(lines: readonly string[], start: number): readonly Part[] {
  const parts: Part[] = [];
  let from = start;
  for (let index = start; index <= lines.length; index += 1) {
    if (index < lines.length && !isRule(lines[index])) continue;
    const own = lines.slice(from, index);
    const blank = own.findIndex((line) => line.trim() !== '');
    parts.push({ line: from + Math.max(blank, 0) + 1, ...takeImages(own.join('\n')) });
    from = index + 1;
  }
  return parts;
}

/** An image as Markdown writes it. There may be brackets within those of its address. */
const image = /!\[([^\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g;

/** Takes images out of a text. A line on which nothing else stands goes with them. */
function takeImages(text: string): Pick<Part, 'text' | 'media'> {
  const media: GivenMedia[] = [];
  const rest = text.split('\n').flatMap((line) => {
    const left = line.replace(image, (_, altText: string, target: string) => {
      const written = target.trim().replace(/^<(.*)>$/, '$1');
      media.push({ kind: isVideo(written) ? 'video' : 'image', written, ...(altText !== '' && { altText }) });
      return '';
    });
    return left !== line && left.trim() === '' ? [] : [left];
  });
  return {
    text: rest
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    media,
  };
}

/** By the end of its name; an address may have a query behind it. */
function isVideo(written: string): boolean {
  const name = URL.canParse(written) ? new URL(written).pathname : written;
  return /\.(mp4|mov|m4v)$/i.test(name);
}
