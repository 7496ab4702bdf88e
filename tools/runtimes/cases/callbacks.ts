import { handleDataDeletion, handleDeauthorize, parseSignedRequest } from '@threads-sdk/webhooks';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import type { Context } from '../in-runtime/context.ts';
import { codeOf } from '../in-runtime/rejection.ts';
import { endless, post, signRequest, textOf } from '../in-runtime/sign.ts';

/** A request with a signed payload, as a callback gets it. */
async function signed(payload: object | string, secret: string): Promise<Request> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return post(new URLSearchParams({ signed_request: await signRequest(text, secret) }));
}

const seconds = (milliseconds = 0): number => Math.floor((Date.now() + milliseconds) / 1000);

function createCallbacks({ clientSecret: appSecret }: Pick<Context, 'clientSecret'>): {
  readonly deauthorize: (request: Request) => Promise<string>;
  readonly deleteData: (request: Request) => Promise<string>;
  readonly users: string[];
  readonly errors: unknown[];
} {
  const users: string[] = [];
  const errors: unknown[] = [];
  const common = { appSecret, onError: (error: unknown) => void errors.push(Object(error).code ?? error) };
  return {
    users,
    errors,
    deauthorize: (request) =>
      textOf(
        handleDeauthorize(request, { ...common, onDeauthorize: ({ user_id }) => void users.push(user_id) }),
      ),
    deleteData: (request) =>
      textOf(
        handleDataDeletion(request, {
          ...common,
          onDataDeletion: ({ user_id }) => ({
            url: `https://app.example/deletions/${user_id}`,
            confirmation_code: '1',
          }),
        }),
      ),
  };
}

export const callbacks: readonly Case[] = [
  {
    name: 'What Threads sends when a user removes the app is verified and names the user',
    run: async (context) => {
      const { userId } = await context.credentials();
      await context.control('POST', '/events/deauthorize', { username: 'mika' });
      const [request = post('')] = await context.inbox();
      const { deauthorize, errors, users } = createCallbacks(context);
      assert.equal(await deauthorize(request), '200');
      assert.deepEqual(users, [userId]);
      assert.isEmpty(errors);
    },
  },
  {
    name: 'What Threads sends when a user wants their data deleted is answered with a confirmation',
    run: async (context) => {
      const { userId } = await context.credentials();
      await context.control('POST', '/events/data-deletion', { username: 'mika' });
      const [request = post('')] = await context.inbox();
      const url = `https://app.example/deletions/${userId}`;
      const { deleteData } = createCallbacks(context);
      assert.equal(await deleteData(request), `200 ${JSON.stringify({ url, confirmation_code: '1' })}`);
    },
  },
  {
    name: 'A user id that is a bare number keeps every digit',
    run: async (context) => {
      const payload = `{"algorithm":"HMAC-SHA256","issued_at":${seconds()},"user_id":17841405793187219}`;
      const { deauthorize, users } = createCallbacks(context);
      assert.equal(await deauthorize(await signed(payload, context.clientSecret)), '200');
      assert.deepEqual(users, ['17841405793187219']);
    },
  },
  {
    name: 'What somebody else signed is refused, and so is what was signed long ago',
    run: async (context) => {
      const payload = { algorithm: 'HMAC-SHA256', issued_at: seconds(), user_id: '1' };
      const { deauthorize, deleteData, errors } = createCallbacks(context);
      assert.equal(await deleteData(await signed(payload, 'another')), '401 SIGNATURE_INVALID');
      const old = { ...payload, issued_at: seconds(-2 * 3_600_000) };
      assert.equal(await deauthorize(await signed(old, context.clientSecret)), '401 SIGNATURE_EXPIRED');
      assert.deepEqual(errors, ['SIGNATURE_INVALID', 'SIGNATURE_EXPIRED']);
    },
  },
  {
    name: 'A callback reads 64 KiB and no more',
    run: async (context) => {
      const { deauthorize } = createCallbacks(context);
      assert.equal(await deauthorize(post(endless(10))), '413 REQUEST_TOO_LARGE');
    },
  },
  {
    name: 'A signed request is read for as long as it is good',
    run: async ({ clientSecret }) => {
      const payload = { algorithm: 'HMAC-SHA256', issued_at: 1_000, user_id: '1' };
      const text = await signRequest(JSON.stringify(payload), clientSecret);
      const options = { appSecret: clientSecret, now: () => 1_060_000 };
      assert.equal((await parseSignedRequest(text, options)).user_id, '1');
      assert.equal(
        await codeOf(parseSignedRequest(text, { ...options, maxAge: 59_000 })),
        'SIGNATURE_EXPIRED',
      );
      assert.equal(await codeOf(parseSignedRequest(`A${text.slice(1)}`, options)), 'SIGNATURE_INVALID');
    },
  },
];
