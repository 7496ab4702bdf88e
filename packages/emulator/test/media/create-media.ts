import type { Answer, Caller } from '../api.ts';
import type { Emulator } from '../../src/index.ts';

/** Asks for a container of an image. */
export function createImage(
  caller: Caller,
  url: string,
  parameters: Record<string, string> = {},
): Promise<Answer> {
  return caller.post('/me/threads', { media_type: 'IMAGE', image_url: url, ...parameters });
}

/** Asks for a container of a video. */
export function createVideo(
  caller: Caller,
  url: string,
  parameters: Record<string, string> = {},
): Promise<Answer> {
  return caller.post('/me/threads', { media_type: 'VIDEO', video_url: url, ...parameters });
}

/** What became of a container once its time is over: `FINISHED`, or `ERROR` with its message. */
export async function outcomeOf(emulator: Emulator, caller: Caller, { body }: Answer): Promise<string> {
  if (body.error !== undefined) throw new Error(`No container: ${body.error.message}`);
  emulator.clock.advance(5000);
  const { body: container } = await caller.get(`/${body.id}`, { fields: 'status,error_message' });
  const { status, error_message: message } = container;
  return typeof message === 'string' ? `${status} ${message}` : status;
}
