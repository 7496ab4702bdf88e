import { deletePost, managePendingReply, manageReply } from '@threads-sdk/endpoints';
import * as v from 'valibot';
import { describePost } from '../describe-post.ts';
import { confirmInput, idInput } from '../posts-input.ts';
import { type Answer, defineTool, type Inside, type Tool } from '../tool.ts';

export function moderateTool(inside: Inside): Tool {
  const { account, client } = inside;
  return defineTool({
    name: 'moderate',
    description:
      'Hides or shows a direct reply to an own post; approves or ignores one that is pending. A person says yes first',
    input: {
      id: idInput(),
      action: v.picklist(
        ['hide', 'show', 'approve', 'ignore'],
        'must be one of: hide, show, approve, ignore',
      ),
      confirm: confirmInput(),
    },
    scopes: ['threads_manage_replies'],
    annotations: { destructiveHint: false, idempotentHint: true, openWorldHint: true },
    async plan({ action, id }, { signal }) {
      const { username } = await account(signal);
      const described = await describePost(inside, id, signal);
      const verb = `${action[0]?.toUpperCase()}${action.slice(1)}`;
      return {
        about: [action, id],
        question: (quote) => `${verb} this reply, as @${username}?\n\n${described(quote)}`,
        carryOut: async () => {
          if (action === 'hide' || action === 'show')
            await manageReply(client, { reply_id: id, hide: action === 'hide' }, { signal });
          else await managePendingReply(client, { reply_id: id, approve: action === 'approve' }, { signal });
          return done(id, `Done: ${action}.`);
        },
      };
    },
  });
}

export function deleteTool(inside: Inside): Tool {
  const { account, client } = inside;
  return defineTool({
    name: 'delete',
    description: 'Deletes an own post for good, after a person said yes',
    input: { id: idInput(), confirm: confirmInput() },
    scopes: ['threads_delete'],
    annotations: { destructiveHint: true, idempotentHint: true, openWorldHint: true },
    async plan({ id }, { signal }) {
      const { username } = await account(signal);
      const described = await describePost(inside, id, signal);
      return {
        about: id,
        question: (quote) => `Delete this post of @${username} for good?\n\n${described(quote)}`,
        carryOut: async () => {
          await deletePost(client, { media_id: id }, { signal });
          return done(id, 'It is deleted.');
        },
      };
    },
  });
}

function done(id: string, message: string): Answer {
  return { outcome: 'done', ids: [id], content: { status: 'done', message, ids: [id] } };
}
