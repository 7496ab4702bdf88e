import type { createEmulator } from '@threads-sdk/emulator';
import { createClient, listThreads, listUserReplies } from 'threads-sdk';
import type { ShownPost } from './messages.ts';

type Emulator = ReturnType<typeof createEmulator>;

/** The posts of all users of emulators, newest first, and the calls that a program made. */
export async function readTimeline(
  emulators: readonly Emulator[],
): Promise<{ readonly posts: readonly ShownPost[]; readonly calls: readonly string[] }> {
  // Before the timeline is asked for, which makes calls too.
  const calls = emulators
    .flatMap(({ requests }) => requests)
    .map(({ method, path, operation, status }) => `${operation ?? `${method} ${path}`}: ${status}`);
  const posts: (ShownPost & { readonly at: string })[] = [];
  for (const emulator of emulators) {
    emulator.clearFaults();
    for (const { username } of emulator.users) {
      const client = createClient(emulator.clientOptions({ username }));
      for (const list of [listThreads(client, { fields }), listUserReplies(client, { fields })])
        for await (const post of list)
          posts.push({
            username,
            text: post.text ?? '',
            attachments: attachmentsOf(post),
            isReply: post.is_reply === true,
            at: post.timestamp ?? '',
          });
    }
  }
  return {
    posts: posts
      .toSorted((one, other) => other.at.localeCompare(one.at))
      .map(({ username, text, attachments, isReply }) => ({ username, text, attachments, isReply })),
    calls,
  };
}

const fields = [
  'text',
  'timestamp',
  'media_type',
  'alt_text',
  'is_reply',
  'gif_url',
  'link_attachment_url',
  { children: ['media_type', 'alt_text'] },
  { poll_attachment: ['option_a', 'option_b', 'option_c', 'option_d'] },
] as const;

interface Shown {
  readonly media_type?: string | undefined;
  readonly alt_text?: string | undefined;
  readonly gif_url?: string | undefined;
  readonly link_attachment_url?: string | undefined;
  readonly children?:
    | readonly { readonly media_type?: string | undefined; readonly alt_text?: string | undefined }[]
    | undefined;
  readonly poll_attachment?: Readonly<Record<string, unknown>> | undefined;
}

function attachmentsOf(post: Shown): readonly string[] {
  const media = (post.children ?? [post]).flatMap(({ media_type: type, alt_text: text }) => {
    const word = words[type ?? ''];
    return word === undefined ? [] : [text === undefined ? word : `${word}: ${text}`];
  });
  const options = Object.values(post.poll_attachment ?? {}).filter((option) => typeof option === 'string');
  return [
    ...media,
    ...(options.length === 0 ? [] : [`Poll: ${options.join(' / ')}`]),
    ...(post.gif_url === undefined ? [] : ['GIF']),
    ...(post.link_attachment_url === undefined ? [] : [post.link_attachment_url]),
  ];
}

const words: Readonly<Record<string, string>> = {
  IMAGE: 'Picture',
  VIDEO: 'Video',
  REPOST_FACADE: 'Repost',
};
