/**
 * The app answered a request of the emulator with something that Meta would refuse, or not at all. The message says
 * what was wrong with the answer, without quoting it.
 *
 * @example
 * ```ts
 * import { CallbackError, createEmulator } from '@threads-sdk/emulator';
 *
 * const emulator = createEmulator();
 * try {
 *   await emulator.subscribeWebhooks({ callbackUrl: 'http://localhost:3000/webhook', verifyToken: 'a word of yours' });
 * } catch (error) {
 *   if (!(error instanceof CallbackError)) throw error;
 *   console.error(error.message); // The webhook was not subscribed: the verification was answered with 404, not with 200.
 * }
 * ```
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 * @category Send webhooks and callbacks
 */
export class CallbackError extends Error {
  override readonly name = 'CallbackError';
}
