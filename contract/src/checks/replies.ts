import { decide, Skip } from '../answer.ts';
import { type Check, publishing, refusal } from '../check.ts';
import { nestedReply, readField, replyPost, textPost } from '../posts.ts';
import { bodyOf, describeWire, itemsOf, pick } from '../wire.ts';

const replying = [...publishing, 'threads_read_replies', 'threads_manage_replies'];

/** Reading, hiding and approving replies. */
export const replyChecks: readonly Check[] = [
  refusal({
    id: 'limit-of-replies',
    question: 'How is a limit of 101 refused by the replies of a post?',
    settles: ['The default and the maximum of `limit` here.'],
    scopes: [...publishing, 'threads_read_replies'],
    refused: { status: 400, code: 100 },
    call: async (live) => live.call('GET', `/${(await textPost(live)).id}/replies`, { limit: '101' }),
  }),
  {
    id: 'conversation-of-a-reply',
    question: 'Has a reply a conversation?',
    emulator: 'It has.',
    settles: ['A conversation is meant for root posts.'],
    scopes: replying,
    run: async (live) => {
      const { id } = await replyPost(live);
      await nestedReply(live);
      const wire = await live.call('GET', `/${id}/conversation`, { fields: 'id' });
      return decide(wire.status === 200 && itemsOf(wire.body).length === 1, {
        ...describeWire(wire),
        replies: itemsOf(wire.body).length,
      });
    },
  },
  {
    id: 'hide-and-show',
    question: 'Which `hide_status` has a reply that is shown again?',
    emulator: '`UNHUSHED`.',
    settles: ['`hide_status` after showing a reply again; the refusal of a nested one.'],
    scopes: replying,
    run: async (live) => {
      const { id } = await replyPost(live);
      await live.gate.consent('Hide your reply and show it again?');
      const hidden = await live.call('POST', `/${id}/manage_reply`, { hide: 'true' });
      if (hidden.status !== 200) return { verdict: 'unclear', facts: describeWire(hidden) };
      const whileHidden = String(await readField(live, { id }, 'hide_status'));
      bodyOf(await live.call('POST', `/${id}/manage_reply`, { hide: 'false' }));
      const shown = String(await readField(live, { id }, 'hide_status'));
      return decide(shown === 'UNHUSHED', { hidden: whileHidden, shown });
    },
  },
  refusal({
    id: 'hide-a-nested-reply',
    question: 'How is hiding a reply to a reply refused?',
    settles: ['`hide_status` after showing a reply again; the refusal of a nested one.'],
    scopes: replying,
    refused: { status: 500, code: 100 },
    call: async (live) => {
      const { id } = await nestedReply(live);
      await live.gate.consent('Try to hide the reply to your reply?');
      return live.call('POST', `/${id}/manage_reply`, { hide: 'true' });
    },
  }),
  refusal({
    id: 'pending-replies-of-an-ordinary-post',
    question: 'How are pending replies refused of a post that asks for no approval?',
    settles: ['A post without approvals: one source saw an error.'],
    scopes: [...publishing, 'threads_read_replies'],
    refused: { status: 500, code: 100 },
    call: async (live) => live.call('GET', `/${(await textPost(live)).id}/pending_replies`, { fields: 'id' }),
  }),
  {
    id: 'root-post-of-foreign-replies',
    question: 'Have replies to posts of others a `root_post`?',
    emulator: 'They have.',
    settles: ["`root_post` is there on replies to others' posts too."],
    scopes: ['threads_basic', 'threads_read_replies'],
    run: async (live) => {
      const wire = await live.call('GET', '/me/replies', { fields: 'id,root_post,replied_to', limit: '100' });
      const replies = itemsOf(bodyOf(wire));
      const without = replies.filter((reply) => pick(reply, 'root_post') === undefined).length;
      if (replies.length === 0) throw new Skip('There is no reply to look at.');
      return decide(without === 0, { replies: replies.length, 'without root_post': without });
    },
  },
];
