import { getUser, listThreads } from '@threads-sdk/endpoints';
import { checkMedia } from '@threads-sdk/media';
import { publish } from '@threads-sdk/publish';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';

const hour = 3_600_000;

export const timeOutsAndAborts: readonly Case[] = [
  {
    name: 'A call whose headers do not come is over after its timeout',
    run: async ({ client, plan }) => {
      await plan({ kind: 'slow-headers', operation: 'getUser', delay: hour, times: 'always' });
      const mika = await client({ timeouts: { read: 40 }, retry: { attempts: 2 } });
      const error = await rejection(getUser(mika));
      assert.equal(error['code'], 'TIMED_OUT');
      assert.equal(error['attempts'], 2);
    },
  },
  {
    name: 'A call whose body does not end is over after its timeout',
    run: async ({ client, plan }) => {
      await plan({ kind: 'slow-body', operation: 'getUser', delay: hour, times: 'always' });
      const call = getUser(await client({ retry: { attempts: 1 } }), {}, { timeout: 60 });
      assert.equal(await codeOf(call), 'TIMED_OUT');
    },
  },
  {
    name: 'A read that timed out once is repeated',
    run: async ({ client, plan }) => {
      await plan({ kind: 'slow-headers', operation: 'getUser', delay: hour });
      const mika = await client({ timeouts: { read: 500 } });
      assert.equal((await getUser(mika)).username, 'mika');
    },
  },
  {
    name: 'A signal that was aborted before sends nothing',
    run: async ({ client, requests }) => {
      const error = await rejection(getUser(await client(), {}, { signal: AbortSignal.abort() }));
      assert.equal(error['code'], 'ABORTED');
      assert.equal(error['sent'], 'no');
      assert.isEmpty(await requests());
    },
  },
  {
    name: 'A signal ends a call that waits for its answer',
    run: async ({ client, plan }) => {
      await plan({ kind: 'slow-headers', operation: 'getUser', delay: hour });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 40);
      const call = getUser(await client(), {}, { signal: controller.signal });
      assert.equal(await codeOf(call), 'ABORTED');
    },
  },
  {
    name: 'AbortSignal.timeout ends a call in the middle of its body',
    run: async ({ client, plan }) => {
      await plan({ kind: 'slow-body', operation: 'getUser', delay: hour });
      const call = getUser(await client(), {}, { signal: AbortSignal.timeout(60) });
      assert.equal(await codeOf(call), 'ABORTED');
    },
  },
  {
    name: 'A signal ends a list between two pages',
    run: async ({ client }) => {
      const controller = new AbortController();
      let count = 0;
      const walk = async (): Promise<void> => {
        const { signal } = controller;
        for await (const thread of listThreads(await client(), { limit: 2 }, { signal })) {
          count += thread.id === '' ? 0 : 1;
          if (count === 2) controller.abort();
        }
      };
      assert.equal(await codeOf(walk()), 'ABORTED');
      assert.equal(count, 2);
    },
  },
  {
    name: 'A signal ends publishing while a container is processed, and the error carries how far it is',
    run: async ({ client, control }) => {
      await control('PATCH', '/settings', { processing: { image: hour } });
      const controller = new AbortController();
      const post = { media: [{ image: 'https://media.example/gate.jpg' }] };
      const publishing = publish(await client(), post, {
        signal: controller.signal,
        onProgress: ({ status }) => {
          if (status === 'IN_PROGRESS') controller.abort();
        },
      });
      const error = await rejection(publishing);
      assert.equal(error['code'], 'ABORTED');
      assert.equal(Object(error['state']).step, 'wait-for-container');
    },
  },
  {
    name: 'A check of a file is over after its timeout, and the file is what is wrong',
    run: async ({ deskUrl }) => {
      const { faults } = await checkMedia(`${deskUrl}/never`, { allowPrivate: true, timeout: 40 });
      assert.deepEqual(
        faults.map(({ code }) => code),
        ['TIMED_OUT'],
      );
    },
  },
  {
    name: 'A signal ends the check of a file with an error',
    run: async ({ deskUrl }) => {
      const signal = AbortSignal.timeout(40);
      const check = checkMedia(`${deskUrl}/never`, { allowPrivate: true, signal });
      assert.equal(await codeOf(check), 'ABORTED');
    },
  },
];
