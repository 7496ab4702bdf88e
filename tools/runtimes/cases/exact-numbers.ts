import { type Operation, request, requestPages, selectionText } from '@threads-sdk/core-http';
import { getUser, listThreads } from '@threads-sdk/endpoints';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';

/** An operation by hand, which takes every answer. */
const anything = <Output>(path: string): Operation<Output> => {
  const schema = {
    version: 1,
    vendor: 'cases',
    validate: (value: unknown) => ({ value: value as Output }),
  } as const;
  return {
    id: 'getUser',
    method: 'GET',
    path,
    repeat: 'safe',
    scopes: [],
    input: { '~standard': schema },
    output: { '~standard': schema },
  };
};

export const exactNumbers: readonly Case[] = [
  {
    name: 'The id of a node that is a bare number keeps every digit',
    run: async ({ client, plan }) => {
      await plan({
        kind: 'answer',
        operation: 'getUser',
        body: '{"id":17841405793187219,"username":"mika"}',
      });
      assert.deepEqual(await getUser(await client()), { id: '17841405793187219', username: 'mika' });
    },
  },
  {
    name: 'The ids of a list that are bare numbers keep every digit and their sign',
    run: async ({ client, plan }) => {
      const body = '{"data":[{"id":18446744073709551615},{"id":-9007199254740993},{"id":42}]}';
      await plan({ kind: 'answer', operation: 'listThreads', body });
      const ids: string[] = [];
      for await (const { id } of listThreads(await client(), { fields: ['id'] })) ids.push(id);
      assert.deepEqual(ids, ['18446744073709551615', '-9007199254740993', '42']);
    },
  },
  {
    name: 'Numbers in texts, escapes and the names of members stay what they are',
    run: async ({ client, plan }) => {
      const item = String.raw`{"id":"1","text":"17841405793187219 \u00e9 \/ \"id\":17841405793187219 \\","9007199254740993":9007199254740993}`;
      await plan({ kind: 'answer', operation: 'listThreads', body: `{"data":[${item}]}` });
      const [thread = { id: '' }] = (await listThreads(await client(), { fields: ['text'] })).data;
      assert.equal(Reflect.get(thread, 'text'), '17841405793187219 é / "id":17841405793187219 \\');
      assert.equal(Reflect.get(thread, '9007199254740993'), '9007199254740993');
    },
  },
  {
    name: 'Small numbers, fractions and exponents stay numbers, and what is null is absent',
    run: async ({ client, plan }) => {
      const body = '{"id":"1","a":[0,-1,1.5,1e3,9007199254740991,9007199254740993],"b":null,"c":{"d":null}}';
      await plan({ kind: 'answer', operation: 'getUser', body });
      const answer = await request(await client(), anything<object>('/{user_id}'), { user_id: 'me' });
      assert.deepEqual(answer, {
        id: '1',
        a: [0, -1, 1.5, 1000, 9007199254740991, '9007199254740993'],
        c: {},
      });
    },
  },
  {
    name: 'A member called __proto__ changes no prototype',
    run: async ({ client, plan }) => {
      const body = '{"id":"1","__proto__":{"polluted":true}}';
      await plan({ kind: 'answer', operation: 'getUser', body });
      const answer = await request(await client(), anything<object>('/{user_id}'), { user_id: 'me' });
      assert.isUndefined(Reflect.get(answer, 'polluted'));
      assert.isUndefined(Reflect.get({}, 'polluted'));
    },
  },
  {
    name: 'An operation written by hand is a list as well',
    run: async ({ client }) => {
      const list = anything<{ readonly data: readonly { readonly text: string }[] }>('/{user_id}/threads');
      const texts: string[] = [];
      const parameters = { user_id: 'me', fields: ['text'], limit: 4 };
      for await (const { text } of requestPages(await client(), list, parameters)) texts.push(text);
      assert.lengthOf(texts, 5);
    },
  },
  {
    name: 'Fields are written as the Graph API reads them',
    run: () => {
      const text = selectionText(['id', { children: ['media_url', { owner: ['id'] }] }, 'text']);
      assert.equal(text, 'id,children{media_url,owner{id}},text');
    },
  },
];
