import { lookUpPublish, publishRepost } from '@threads-sdk/publish';
import { describePost } from '../describe-post.ts';
import { confirmInput, idInput, keyInput } from '../posts-input.ts';
import { inLine } from '../shown.ts';
import { type Answer, defineTool, type Inside, type Tool } from '../tool.ts';

export function repostTool(inside: Inside): Tool {
  const { account, client, journal } = inside;
  return defineTool({
    name: 'repost',
    description: 'Reposts a post, once per key, after a person said yes',
    input: { key: keyInput(), id: idInput(), confirm: confirmInput() },
    scopes: ['threads_content_publish'],
    annotations: { destructiveHint: false, idempotentHint: true, openWorldHint: true },
    async plan({ id, key }, { signal }) {
      const { begun, published } = await lookUpPublish(client, key, { repost: id, journal, signal });
      const [live] = published;
      if (live) return reposted(live.id, key);
      const { username } = await account(signal);
      const described = await describePost(inside, id, signal);
      return {
        key,
        about: id,
        isAgreed: begun > 0,
        question: (quote) => `Repost this as @${username}?\n\n${described(quote)}\n\nKey: ${inLine(key)}`,
        carryOut: async () => {
          const post = await publishRepost(client, { mediaId: id }, { idempotencyKey: key, journal, signal });
          return reposted(post.id, key);
        },
      };
    },
  });
}

function reposted(id: string, key: string): Answer {
  return {
    outcome: 'done',
    ids: [id],
    content: { status: 'done', message: 'It is reposted.', key, ids: [id] },
  };
}
