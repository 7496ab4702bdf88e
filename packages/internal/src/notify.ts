/**
 * Calls a function of the app that wants to hear of something, and waits for what it returns. Whatever it does, it changes
 * nothing: what it throws is printed, since a log that fails must not make a published post look unpublished.
 *
 * @param name the option that holds the function, for the message
 * @param listener the function, if the app has one
 * @param event what it hears, frozen
 */
export async function notify<Event>(
  name: string,
  listener: ((event: Event) => unknown) | undefined,
  event: Event,
): Promise<void> {
  try {
    await listener?.(Object.freeze(event));
  } catch (error) {
    // oxlint-disable-next-line no-console -- neither hidden nor in the way
    console.error(`@threads-sdk: ${name} failed.`, error);
  }
}
