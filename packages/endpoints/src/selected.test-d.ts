import type { Client, Pages } from '@threads-sdk/core-http';
import { describe, expectTypeOf, it } from 'vitest';
import {
  createContainer,
  getPublishingLimit,
  getThread,
  listThreads,
  lookupProfile,
  type ListThreadsDefaultFields,
  type Profile,
  type Selected,
  type Thread,
  type ThreadSelection,
} from './index.ts';

declare const client: Client;

describe('the type of a result', () => {
  it('has exactly the fields that were asked for, and the id', async () => {
    const thread = await getThread(client, { media_id: '1', fields: ['text', 'is_reply'] });
    expectTypeOf(thread).toEqualTypeOf<{
      readonly id: string;
      readonly text?: string;
      readonly is_reply?: boolean;
    }>();
  });

  it('does not let a field be read that was not asked for', async () => {
    const thread = await getThread(client, { media_id: '1', fields: ['text'] });
    // @ts-expect-error not asked for
    void thread.timestamp;
    expectTypeOf(thread).not.toHaveProperty('timestamp');
  });

  it('holds the default fields when none are named', async () => {
    const page = await listThreads(client, { limit: 5 });
    expectTypeOf(page.data[0]).toEqualTypeOf<Selected<Thread, ListThreadsDefaultFields> | undefined>();
    expectTypeOf(await listThreads(client)).toEqualTypeOf(page);
  });

  it('follows nested fields into objects, lists and lists of themselves', async () => {
    const thread = await getThread(client, {
      media_id: '1',
      fields: [
        { owner: ['id'], text_entities: ['offset'] },
        { children: ['media_url', { children: ['alt_text'] }] },
      ],
    });
    expectTypeOf(thread).toEqualTypeOf<{
      readonly id: string;
      readonly owner?: { readonly id: string };
      readonly text_entities?: readonly { readonly offset?: number }[];
      readonly children?: readonly {
        readonly id: string;
        readonly media_url?: string;
        readonly children?: readonly { readonly id: string; readonly alt_text?: string }[];
      }[];
    }>();
  });

  it('follows nested fields into a list under data', () => {
    interface Album {
      readonly id: string;
      readonly pictures?: {
        readonly data: readonly { readonly id: string; readonly url?: string; readonly width?: number }[];
      };
    }
    expectTypeOf<Selected<Album, readonly [{ readonly pictures: readonly ['url'] }]>>().toEqualTypeOf<{
      readonly id: string;
      readonly pictures?: { readonly data: readonly { readonly id: string; readonly url?: string }[] };
    }>();
  });

  it('is the whole object for fields that are known only at run time', () => {
    const fields: readonly ThreadSelection[] = ['text'];
    expectTypeOf(listThreads(client, { fields })).toEqualTypeOf<Pages<Thread>>();
    expectTypeOf(listThreads(client, { fields: [...fields, 'permalink'] })).toEqualTypeOf<Pages<Thread>>();
  });

  it('is the whole object where Meta answers everything by itself', async () => {
    expectTypeOf(await lookupProfile(client, { username: 'meta' })).toEqualTypeOf<Profile>();
  });

  it('narrows what stands in a list without pages', async () => {
    const { data } = await getPublishingLimit(client, {
      fields: ['quota_usage', { config: ['quota_total'] }],
    });
    expectTypeOf(data).toEqualTypeOf<
      readonly { readonly quota_usage?: number; readonly config?: { readonly quota_total?: number } }[]
    >();
  });

  it('keeps enumerations open without losing their known values', async () => {
    const { media_type } = await getThread(client, { media_id: '1', fields: ['media_type'] });
    expectTypeOf('A_VALUE_OF_TOMORROW').toExtend<typeof media_type>();
    expectTypeOf<'TEXT_POST'>().toExtend<typeof media_type>();
  });
});

describe('the parameters of a function', () => {
  it('refuse a field that does not exist', () => {
    expectTypeOf(listThreads).toBeCallableWith(client, {
      fields: ['text', { poll_attachment: ['option_a'] }],
    });
    // @ts-expect-error a typo
    void listThreads(client, { fields: ['txt'] });
    // @ts-expect-error a typo in a part
    void listThreads(client, { fields: [{ poll_attachment: ['option_z'] }] });
    // @ts-expect-error a part that does not exist
    void listThreads(client, { fields: [{ pol_attachment: ['option_a'] }] });
    // @ts-expect-error text has no fields of its own
    void listThreads(client, { fields: [{ text: ['length'] }] });
  });

  it('refuse what is missing, unknown or of another type', () => {
    expectTypeOf(getThread).toBeCallableWith(client, { media_id: '1' });
    // @ts-expect-error media_id is missing
    void getThread(client, {});
    // @ts-expect-error limit is a number
    void listThreads(client, { limit: '5' });
    // @ts-expect-error no such parameter
    void listThreads(client, { lmit: 5 });
    // @ts-expect-error a closed list of values
    void createContainer(client, { media_type: 'AUDIO' });
  });

  it('take what may be undefined, so that a caller can hand on its own options', () => {
    const limit = [1, 2].find((value) => value > 5);
    expectTypeOf(listThreads).toBeCallableWith(client, { limit, since: new Date(0), until: 1_800_000_000 });
  });
});
