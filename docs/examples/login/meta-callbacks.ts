import type { Handler } from './handlers.ts';
import { deletionPage } from './pages.ts';
import type { Settings } from './settings.ts';
import { readSignedRequest } from './signed-request.ts';

/** What Meta calls when a person removes the app, or wants their data deleted; and the page that answers the person. */
export function createMetaCallbacks({ app, forget }: Settings): {
  readonly deauthorize: Handler;
  readonly deleteData: Handler;
  readonly deletionStatus: Handler;
} {
  const { origin } = new URL(app.redirectUri);
  return {
    deauthorize: forgetting(() => new Response()),
    deleteData: forgetting(() =>
      Response.json({ url: `${origin}/data-deletion`, confirmation_code: crypto.randomUUID() }),
    ),
    deletionStatus: async () => deletionPage(),
  };

  function forgetting(answer: () => Response): Handler {
    return async (request) => {
      const signedRequest = new URLSearchParams(await request.text()).get('signed_request') ?? '';
      const userId = await readSignedRequest(signedRequest, app.clientSecret);
      if (userId === undefined) return new Response('This was not signed by Meta.', { status: 400 });
      await forget(userId); // before the answer, which says that it is done
      return answer();
    };
  }
}
