import type { Credentials } from '@threads-sdk/credentials';
import type { Thread } from '@threads-sdk/endpoints';
import { type Client, createClient, listThreads, publish, type PublishedPost } from 'threads-sdk';
import type * as endpoints from 'threads-sdk/endpoints';
import type * as root from 'threads-sdk';
import { assertType, describe, expectTypeOf, it } from 'vitest';

const client = createClient();

describe('threads-sdk', () => {
  it('has the types of its packages', () => {
    expectTypeOf<root.Credentials>().toEqualTypeOf<Credentials>();
    expectTypeOf<root.Thread>().toEqualTypeOf<Thread>();
    expectTypeOf<endpoints.Thread>().toEqualTypeOf<Thread>();
    expectTypeOf(client).toExtend<Client>();
    expectTypeOf(publish(client, { text: 'Hello' })).toEqualTypeOf<Promise<PublishedPost>>();
  });

  it('refuses what the packages refuse', () => {
    // @ts-expect-error -- there is no such parameter
    assertType(publish(client, { texts: 'Hello' }));
    // @ts-expect-error -- there is no such field
    assertType(listThreads(client, { fields: ['texts'] }));
    expectTypeOf<typeof root>().not.toHaveProperty('listThread');
  });
});
