import { createContainer, getThread, getUser, listThreads } from '@threads-sdk/endpoints';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';
import { textsOf } from '../in-runtime/texts-of.ts';

const fields = ['text'] as const;

export const readingAndPaging: readonly Case[] = [
  {
    name: 'A profile is read, with the fields that were asked for and no others',
    run: async ({ client, credentials }) => {
      const user = await getUser(await client(), { fields: ['id', 'username', 'name'] });
      const { userId } = await credentials();
      assert.deepEqual(user, { id: userId, username: 'mika', name: 'Mika' });
    },
  },
  {
    name: 'A list is one page when it is awaited',
    run: async ({ client }) => {
      const page = await listThreads(await client(), { limit: 2, fields });
      assert.deepEqual(
        page.data.map(({ text }) => text),
        ['Hello, Kyoto', 'Three days in Kyoto'],
      );
      assert.isString(page.paging?.cursors?.after);
    },
  },
  {
    name: 'A list is every item, page after page, when it is walked over',
    run: async ({ client, requests }) => {
      const texts = await textsOf(listThreads(await client(), { limit: 2, fields }));
      assert.deepEqual(texts, [
        'Hello, Kyoto',
        'Three days in Kyoto',
        'Tea or coffee?',
        'Gone tomorrow',
        'Approved only',
      ]);
      assert.lengthOf(await requests('listThreads'), 3);
    },
  },
  {
    name: 'A list is walked over by pages, and left early without asking for the next',
    run: async ({ client, requests }) => {
      const sizes: number[] = [];
      for await (const page of listThreads(await client(), { limit: 2 }).pages()) {
        sizes.push(page.data.length);
        if (sizes.length === 2) break;
      }
      assert.deepEqual(sizes, [2, 2]);
      assert.lengthOf(await requests('listThreads'), 2);
    },
  },
  {
    name: 'The address of the next page is shown without the token',
    run: async ({ client, credentials }) => {
      const { accessToken } = await credentials();
      const page = await listThreads(await client({ tokenPlacement: 'query' }), { limit: 1 });
      assert.isString(page.paging?.next);
      assert.notInclude(page.paging?.next ?? '', accessToken);
      assert.notMatch(page.paging?.next ?? '', /access_token=TH/);
    },
  },
  {
    name: 'A cursor that comes again ends the walk with an error',
    run: async ({ client, plan }) => {
      const body = '{"data":[{"id":"1"}],"paging":{"cursors":{"after":"again"},"next":"https://a.example/"}}';
      await plan({ kind: 'answer', operation: 'listThreads', body, times: 'always' });
      assert.equal(await codeOf(textsOf(listThreads(await client(), { fields }))), 'PAGINATION_LOOP');
    },
  },
  {
    name: 'Wrong parameters are all named before anything is sent',
    run: async ({ client, requests }) => {
      const wrong = Object({ limit: 1000, fields: ['nonsense'], colour: 'red' });
      const { code, message } = await rejection(listThreads(await client(), wrong));
      assert.equal(code, 'INVALID_INPUT');
      assert.match(String(message), /limit.*fields|fields.*limit/s);
      assert.include(String(message), 'colour');
      assert.isEmpty(await requests());
    },
  },
  {
    name: 'Text of every script goes there and back',
    run: async ({ client }) => {
      const text = 'é ü 日本語 العربية 👩‍👩‍👧‍👦 & = + % "quoted" \\ / \n second line';
      const mika = await client();
      const { id } = await createContainer(mika, { media_type: 'TEXT', text, auto_publish_text: true });
      assert.equal((await getThread(mika, { media_id: id, fields })).text, text);
    },
  },
  {
    name: 'The API is reached from a page of another origin, which asks for leave first',
    run: async ({ client, otherOriginUrl }) => {
      const mika = await client({ baseUrl: otherOriginUrl });
      assert.equal((await getUser(mika)).username, 'mika');
      const { id } = await createContainer(mika, { media_type: 'TEXT', text: 'From elsewhere' });
      assert.match(id, /^\d+$/);
    },
  },
];
