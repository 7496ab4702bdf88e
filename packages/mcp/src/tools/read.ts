import { nextCursor, type Page } from '@threads-sdk/core-http/fetch';
import {
  getThread,
  listConversation,
  listGhostPosts,
  listMentions,
  listPendingReplies,
  listReplies,
  listThreads,
  listUserReplies,
  searchThreads,
  type Thread,
} from '@threads-sdk/endpoints';
import * as v from 'valibot';
import { defaultLimit, idInput, pageInput } from '../posts-input.ts';
import { createPostViews, postFields, type PostViews, replyFields } from '../post-view.ts';
import { defineTool, type Inside, type Tool } from '../tool.ts';

const annotations = { readOnlyHint: true, openWorldHint: true } as const;

/** The tools that read posts and replies. */
export function readingTools(inside: Inside): readonly Tool[] {
  const { account, client } = inside;
  const views = async (signal: AbortSignal): Promise<PostViews> =>
    createPostViews((await account(signal)).username);
  return [
    defineTool({
      name: 'list',
      description: 'Own posts, newest first',
      input: {
        kind: v.optional(
          v.picklist(['posts', 'replies', 'ghosts'], 'must be one of: posts, replies, ghosts'),
        ),
        ...pageInput(),
      },
      scopes: [],
      annotations,
      async read({ after, kind = 'posts', limit = defaultLimit }, { signal }) {
        const shown = await views(signal);
        const page = { limit, ...(after !== undefined && { after }) };
        if (kind === 'ghosts')
          return pageOf(shown, await listGhostPosts(client, { ...page, fields: postFields }, { signal }));
        if (kind === 'replies')
          return pageOf(shown, await listUserReplies(client, { ...page, fields: replyFields }, { signal }));
        return pageOf(shown, await listThreads(client, { ...page, fields: postFields }, { signal }));
      },
    }),
    defineTool({
      name: 'read',
      description: 'A post with its replies',
      input: { id: idInput(), ...pageInput() },
      scopes: ['threads_read_replies'],
      annotations,
      async read({ after, id, limit = defaultLimit }, { signal }) {
        const shown = await views(signal);
        const fields = [...replyFields, 'is_reply', 'hide_status', { quoted_post: postFields }] as const;
        const post = await getThread(client, { media_id: id, fields }, { signal });
        const params = {
          media_id: id,
          limit,
          ...(after !== undefined && { after }),
          fields: [...replyFields, 'hide_status', 'is_reply_owned_by_me'],
        } as const;
        // The conversation is that of a post; of a reply there are those below it.
        const page = post.is_reply
          ? await listReplies(client, params, { signal })
          : await listConversation(client, params, { signal });
        const viewed = shown.view(post, Number.POSITIVE_INFINITY);
        const { posts, ...rest } = pageOf(shown, page);
        return { post: viewed, replies: posts, ...rest };
      },
    }),
    defineTool({
      name: 'mentions',
      description: 'Posts that mention the account, newest first',
      input: pageInput(),
      scopes: ['threads_manage_mentions'],
      annotations,
      async read({ after, limit = defaultLimit }, { signal }) {
        const shown = await views(signal);
        const params = { limit, ...(after !== undefined && { after }), fields: replyFields };
        return pageOf(shown, await listMentions(client, params, { signal }));
      },
    }),
    defineTool({
      name: 'pending',
      description: 'Replies to an own post that wait for approval, or were ignored',
      input: { id: idInput(), after: pageInput().after },
      scopes: ['threads_read_replies'],
      annotations,
      async read({ after, id }, { signal }) {
        const shown = await views(signal);
        const fields = [...replyFields, 'reply_approval_status'] as const;
        const params = { media_id: id, ...(after !== undefined && { after }), fields };
        return pageOf(shown, await listPendingReplies(client, params, { signal }));
      },
    }),
    defineTool({
      name: 'search',
      description: 'Public posts by keyword or topic tag. Searches have a quota',
      input: {
        query: v.pipe(v.string(), v.nonEmpty('must not be empty')),
        tag: v.optional(v.boolean()),
        newest: v.optional(v.boolean()),
        author: v.optional(v.string()),
        ...pageInput(),
      },
      scopes: ['threads_keyword_search'],
      annotations,
      async read({ after, author, limit = defaultLimit, newest, query, tag }, { signal }) {
        const shown = await views(signal);
        const found = await searchThreads(
          client,
          {
            q: query,
            limit,
            search_type: newest === true ? 'RECENT' : 'TOP',
            search_mode: tag === true ? 'TAG' : 'KEYWORD',
            ...(author !== undefined && { author_username: author.replace(/^@/, '') }),
            ...(after !== undefined && { after }),
            fields: postFields,
          },
          { signal },
        );
        return pageOf(shown, found);
      },
    }),
  ];
}

/** A page as agents see it. */
function pageOf({ note, view }: PostViews, page: Page<Thread>): { readonly posts: readonly object[] } {
  const posts = page.data.map((post) => view(post));
  const next = nextCursor(page);
  return { posts, ...(next !== undefined && { next }), ...note() };
}
