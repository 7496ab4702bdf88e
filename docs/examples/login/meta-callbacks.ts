import { handleDataDeletion, handleDeauthorize } from 'threads-sdk';
import type { Handler } from './handlers.ts';
import { deletionPage } from './pages.ts';
import type { Settings } from './settings.ts';

/** What Meta calls when a person removes the app, or wants their data deleted; and the page that answers the person. */
export function createMetaCallbacks({ app, forget, log }: Settings): {
  readonly deauthorize: Handler;
  readonly deleteData: Handler;
  readonly deletionStatus: Handler;
} {
  const { origin } = new URL(app.redirectUri);
  const common = { appSecret: app.clientSecret, onError: log };
  return {
    deauthorize: (request) =>
      handleDeauthorize(request, { ...common, forgetUser: ({ user_id }) => forget(user_id) }),
    deleteData: (request) =>
      handleDataDeletion(request, {
        ...common,
        deleteUserData: async ({ user_id }) => {
          await forget(user_id); // before the answer, which says that it is done
          return { url: `${origin}/data-deletion`, confirmation_code: crypto.randomUUID() };
        },
      }),
    deletionStatus: async () => deletionPage(),
  };
}
