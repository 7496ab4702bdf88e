import { getThread } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { postFields } from './post-view.ts';
import { inLine } from './shown.ts';
import type { Inside } from './tool.ts';

/**
 * Reads a post for the question what to do with it.
 *
 * @returns a function that describes it; its text goes through `quote`
 */
export async function describePost(
  { client }: Inside,
  id: string,
  signal: AbortSignal,
): Promise<(quote: (text: string) => string) => string> {
  try {
    const {
      text = '',
      timestamp,
      username,
    } = await getThread(client, { media_id: id, fields: postFields }, { signal });
    const by = username === undefined ? 'somebody whose name is not told' : `@${inLine(username)}`;
    return (quote) =>
      [
        `${id}, by ${by}${timestamp === undefined ? '' : `, ${inLine(timestamp)}`}`,
        ...(text === '' ? [] : [quote(text)]),
      ].join('\n');
  } catch (error) {
    // What waits for approval may not be readable by itself: the person is told, and decides.
    if (
      !isThreadsError(error) ||
      !/^(?:OBJECT_NOT_FOUND|PERMISSION_MISSING|REQUEST_REJECTED)$/.test(error.code)
    )
      throw error;
    return () => `${id}, which could not be read (${error.code})`;
  }
}
