import { describe, expectTypeOf, it } from 'vitest';
import * as v from 'valibot';
import {
  createClient,
  nextCursor,
  request,
  requestPages,
  selectionText,
  type Client,
  type Clock,
  type Operation,
  type Page,
  type Pages,
  type StandardSchema,
} from './index.ts';

interface Thread {
  readonly id: string;
}

declare const client: Client;
declare const operation: Operation<Thread>;
declare const list: Operation<Page<Thread>>;

describe('the public types', () => {
  it('give what the operation gives', () => {
    expectTypeOf(request(client, operation, {})).toEqualTypeOf<Promise<Thread>>();
    expectTypeOf(requestPages(client, list, {})).toEqualTypeOf<Pages<Thread>>();
    expectTypeOf<Awaited<Pages<Thread>>>().toEqualTypeOf<Page<Thread>>();
    // @ts-expect-error -- a single object has no pages
    void requestPages(client, operation, {});
  });

  it('take schemas of valibot', () => {
    const schema = v.looseObject({ id: v.string() });
    expectTypeOf(schema).toExtend<StandardSchema<{ id: string }>>();
    expectTypeOf(schema).not.toExtend<StandardSchema<{ id: number }>>();
  });

  it('show nothing of a client but its clock and randomness', () => {
    expectTypeOf(client.clock).toEqualTypeOf<Clock>();
    expectTypeOf<Extract<keyof Client, string>>().toEqualTypeOf<'clock' | 'random'>();
  });

  it('give so many items of a list as an array', () => {
    expectTypeOf(requestPages(client, list, {}).toArray(500)).toEqualTypeOf<Promise<Thread[]>>();
    // @ts-expect-error -- a list may be as long as it likes, so a number is needed
    void requestPages(client, list, {}).toArray();
    expectTypeOf(nextCursor).returns.toEqualTypeOf<string | undefined>();
  });

  it('refuse options that do not exist', () => {
    // @ts-expect-error -- programs that do not print calls do not carry what prints them: debug: printCalls()
    createClient({ debug: true });
    // @ts-expect-error -- a typing mistake
    expectTypeOf(createClient({ baseURL: 'https://graph.threads.com' })).toEqualTypeOf<Client>();
    // @ts-expect-error -- not a placement
    expectTypeOf(createClient({ tokenPlacement: 'cookie' })).toEqualTypeOf<Client>();
    // @ts-expect-error -- a field is a name or nested names
    expectTypeOf(selectionText([1])).toEqualTypeOf<string>();
  });
});
