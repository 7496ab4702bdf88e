import type { Thread } from '@threads-sdk/endpoints';
import type { Output } from '../context.ts';
import { printable } from './printable.ts';
import { shortTime } from './short-time.ts';
import { styled } from './styled.ts';
import { type Column, table } from './table.ts';
import { wrap } from './wrap.ts';

const kinds: Readonly<Record<string, string>> = { CAROUSEL_ALBUM: 'carousel', REPOST_FACADE: 'repost' };

/** What a post is besides its text: `image`, `poll`, `hidden`, …; nothing for a plain text. */
export function marks(post: Thread): readonly string[] {
  const { media_type: type = 'TEXT_POST', hide_status: hidden = 'NOT_HUSHED' } = post;
  return [
    ...(type.startsWith('TEXT') ? [] : [kinds[type] ?? type.toLowerCase()]),
    ...(post.poll_attachment ? ['poll'] : []),
    ...(post.gif_url === undefined ? [] : ['gif']),
    ...(post.is_quote_post ? ['quote'] : []),
    ...(post.ghost_post_status === undefined ? [] : [`ghost, ${post.ghost_post_status.toLowerCase()}`]),
    ...(['NOT_HUSHED', 'UNHUSHED'].includes(hidden) ? [] : [hidden.toLowerCase()]),
    ...(post.reply_approval_status === undefined ? [] : [post.reply_approval_status]),
  ];
}

/** A post on one line. */
export function headline(post: Thread): string {
  const { text, reposted_post: reposted, poll_attachment: poll } = post;
  const shown = text ?? (reposted ? `of ${reposted.id}` : poll ? pollOptions(post).join(' / ') : '');
  return [...marks(post).map((mark) => `[${mark}]`), shown].join(' ');
}

/** The options of a post's poll. */
export function pollOptions({ poll_attachment: poll = {} }: Thread): readonly string[] {
  const { option_a: a, option_b: b, option_c: c, option_d: d } = poll;
  return [a, b, c, d].filter((option) => option !== undefined);
}

/** A table of posts, with their authors where they may differ. */
export function postTable(
  output: Output,
  posts: readonly Thread[],
  { authors = false }: { readonly authors?: boolean } = {},
): string {
  const columns: readonly Column<Thread>[] = [
    { title: 'ID', value: ({ id }) => id },
    { title: 'TIME', value: ({ timestamp }) => shortTime(timestamp) },
    ...(authors ? [{ title: 'BY', value: author, shrinks: true }] : []),
    { title: 'TEXT', value: headline, shrinks: true },
  ];
  return table(output, columns, posts);
}

/** Who wrote a post. Private users are not named. */
export function author({ username }: Thread): string {
  return username === undefined ? '(private)' : `@${username}`;
}

/** A post with its whole text: who, when and what on the first line. */
export function postBlock(output: Output, post: Thread, indent = ''): string {
  const { id, text, timestamp } = post;
  const said = [shortTime(timestamp), id, ...marks(post)].filter((part) => part !== '');
  const who = styled(output, 'bold', printable(author(post)));
  const first = `${indent}${who} · ${printable(said.join(' · '))}\n`;
  const line = text ?? pollOptions(post).join(' / ');
  return line === '' ? first : `${first}${wrap(line, output.width, indent)}\n`;
}
