/**
 * The app answered a request of the emulator with something that Meta would refuse, or not at all. The message says
 * what was wrong with the answer, without quoting it.
 */
export class CallbackError extends Error {
  override readonly name = 'CallbackError';
}
