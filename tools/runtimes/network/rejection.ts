/** What something was rejected with. */
export async function rejection(
  work: PromiseLike<unknown> | (() => unknown),
): Promise<Record<string, unknown>> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    return Object(error);
  }
  throw new Error('It was expected to fail.');
}

/** The code of what something was rejected with. */
export async function codeOf(work: PromiseLike<unknown> | (() => unknown)): Promise<unknown> {
  const { code, message } = await rejection(work);
  return code ?? message;
}
