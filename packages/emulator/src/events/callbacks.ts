import { revokeGrant } from '../access/grants.ts';
import { callApp, type AppAnswer } from './call-app.ts';
import { CallbackError } from './callback-error.ts';
import type { CallbackRecord, DataDeletionConfirmation, EventWorld } from './event-state.ts';
import { signedRequest } from './hmac.ts';
import { requireUrl } from './require-url.ts';

/**
 * Removes the app from a user's account and tells it so.
 *
 * @throws {TypeError} if there is no such user, or `app.deauthorizeCallbackUrl` is no address.
 * @throws {CallbackError} if the app does not answer with 2xx. It was removed nevertheless.
 */
export async function deauthorize(world: EventWorld, username: string): Promise<void> {
  const url = requireUrl('app.deauthorizeCallbackUrl', world.store.app.deauthorizeCallbackUrl);
  const { userId } = revokeGrant(world, { username });
  const answer = await sendSignedRequest(world, url, userId, {});
  // What to answer is not documented.
  const fault = statusFault(answer, (status) => status >= 200 && status < 300, '2xx');
  record(world, 'deauthorize', userId, answer, fault === undefined ? {} : { fault });
  if (fault !== undefined) throw new CallbackError(`The deauthorize callback ${fault}.`);
}

/**
 * Removes the app from a user's account and asks it to delete what it has of the user.
 *
 * @returns What the app answered.
 * @throws {TypeError} if there is no such user, or `app.dataDeletionCallbackUrl` is no address.
 * @throws {CallbackError} if the app answers anything else than 200 with `url` and `confirmation_code`.
 */
export async function requestDataDeletion(
  world: EventWorld,
  username: string,
): Promise<DataDeletionConfirmation> {
  const url = requireUrl('app.dataDeletionCallbackUrl', world.store.app.dataDeletionCallbackUrl);
  const { userId } = revokeGrant(world, { username });
  const answer = await sendSignedRequest(world, url, userId, { expires: seconds(world) + 3600 });
  const confirmation = readConfirmation(answer);
  if (typeof confirmation === 'string') {
    record(world, 'data_deletion', userId, answer, { fault: confirmation });
    throw new CallbackError(`The data deletion callback ${confirmation}.`);
  }
  record(world, 'data_deletion', userId, answer, { confirmation });
  return confirmation;
}

// The members and their order are those of Meta's example; what Threads puts in besides is not known.
async function sendSignedRequest(
  world: EventWorld,
  url: URL,
  userId: string,
  extra: { readonly expires?: number },
): Promise<AppAnswer> {
  const { store, events } = world;
  const payload = { algorithm: 'HMAC-SHA256', ...extra, issued_at: seconds(world), user_id: userId };
  const signed = await signedRequest(store.app.clientSecret, payload);
  return callApp(events.options.fetch, url.href, {
    method: 'POST',
    body: new URLSearchParams({ signed_request: signed }),
  });
}

function seconds({ clock }: EventWorld): number {
  return Math.floor(clock.now() / 1000);
}

function record(
  { clock, events }: EventWorld,
  kind: CallbackRecord['kind'],
  userId: string,
  answer: AppAnswer,
  result: Pick<CallbackRecord, 'fault' | 'confirmation'>,
): void {
  const status = 'status' in answer ? { status: answer.status } : {};
  events.callbacks.push(Object.freeze({ kind, userId, at: clock.now(), ...status, ...result }));
}

// What is wrong with an answer whose status is not as it should be.
function statusFault(
  answer: AppAnswer,
  isGood: (status: number) => boolean,
  wanted: string,
): string | undefined {
  if ('failure' in answer) return `did not answer (${answer.failure})`;
  return isGood(answer.status) ? undefined : `answered with ${answer.status}, not with ${wanted}`;
}

// What the app answered, or what is wrong with it.
function readConfirmation(answer: AppAnswer): DataDeletionConfirmation | string {
  const fault = statusFault(answer, (status) => status === 200, '200');
  if (fault !== undefined || 'failure' in answer) return fault ?? '';
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch {
    return 'answered with something that is no JSON';
  }
  const { url, confirmation_code }: { readonly url?: unknown; readonly confirmation_code?: unknown } =
    typeof json === 'object' && json !== null ? json : {};
  if (typeof url !== 'string' || !URL.canParse(url)) return 'answered without a url that is an absolute URL';
  if (typeof confirmation_code !== 'string' || confirmation_code === '')
    return 'answered without a confirmation_code that is a text';
  return Object.freeze({ url, confirmation_code });
}
