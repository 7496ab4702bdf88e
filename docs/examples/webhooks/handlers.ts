import { handleDataDeletion, handleDeauthorize, handleWebhook } from 'threads-sdk';
import { handleEvent } from './handle-event.ts';
import type { Settings } from './settings.ts';

/** What every framework can call. */
export type Handler = (request: Request) => Promise<Response>;

/** What Meta sends: deliveries, and the two callbacks about people who leave. */
export function createHandlers({ origin, ...settings }: Settings): {
  readonly webhook: Handler;
  readonly deauthorize: Handler;
  readonly dataDeletion: Handler;
} {
  const { appSecret } = settings;
  const onError = console.error;
  return {
    webhook: (request) =>
      handleWebhook(request, { ...settings, ignoreOwnReplies: true, handleEvent, onError }),

    deauthorize: (request) =>
      handleDeauthorize(request, {
        appSecret,
        forgetUser: async ({ user_id }) => console.log(`forget the credentials of ${user_id}`),
        onError,
      }),

    dataDeletion: (request) =>
      handleDataDeletion(request, {
        appSecret,
        deleteUserData: async ({ user_id }) => {
          console.log(`delete everything about ${user_id}`);
          const confirmation_code = crypto.randomUUID();
          return { url: `${origin}/deletions/${confirmation_code}`, confirmation_code };
        },
        onError,
      }),
  };
}
