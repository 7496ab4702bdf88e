import { type AnyThreadsError, isThreadsError } from '@threads-sdk/errors';
import type { Answer, Tool } from './tool.ts';

/** How a call of a tool failed: for the agent, and for the audit. */
export interface Failure extends Answer {
  readonly outcome: 'failed' | 'unknown';
  readonly code: string;
}

/**
 * What an agent is told of an error. What is no error of the SDK may hold a secret in its message: only its name is told.
 *
 * @param hasBegun whether it was being carried out
 */
export function failureOf(error: unknown, tool: Tool, key: string | undefined, hasBegun: boolean): Failure {
  if (!isThreadsError(error)) {
    const code = error instanceof Error ? error.name : 'Error';
    const status = hasBegun ? 'unknown' : 'failed';
    const known = hasBegun
      ? `It is not known whether it had its effect. ${lookFirst(key)}`
      : 'Nothing was changed.';
    const message = `${tool.name} failed, not by an error of Threads or of the SDK. ${known}`;
    return { outcome: status, code, content: { status, code, message } };
  }
  const { code, retryable, retryAt } = error;
  const decisive = error.code === 'CHAIN_STOPPED' ? error.cause : error;
  // Before it was begun, only the journal leaves open what an earlier call did. What is told of another post is not about this one.
  const isOther = decisive.code === 'IDEMPOTENCY_KEY_REUSED';
  const isAbout = !isOther && (hasBegun || decisive.code === 'JOURNAL_FAILED');
  const carriedOut = isAbout ? decisive.carriedOut : 'no';
  const isUnknown = carriedOut === 'maybe';
  const published = error.code === 'CHAIN_STOPPED' ? error.published.map(({ id }) => id) : [];
  const remedy = isOther ? ofAnother : error.remedy;
  const known = [
    /[.!?)]$/.test(error.message) ? error.message : `${error.message}.`,
    isUnknown ? `It is not known whether it had its effect. ${lookFirst(key)}` : remedy,
    ...(carriedOut === 'yes' ? ['It had its effect all the same: do not repeat it.'] : []),
  ].join(' ');
  return {
    outcome: isUnknown ? 'unknown' : 'failed',
    code,
    ...(published.length > 0 && { ids: published }),
    content: {
      status: isUnknown ? 'unknown' : 'failed',
      code: codeOf(error),
      message: inWordsOf(tool, known),
      ...(published.length > 0 && { live: published }),
      ...(decisive.code === 'PERMISSION_MISSING' && { scopes: decisive.scopes }),
      ...(retryable !== 'never' && { retry: retryAt?.toISOString() ?? retryable }),
    },
  };
}

/** Of a chain that stopped, the code of the reason. */
function codeOf(error: AnyThreadsError): string {
  return error.code === 'CHAIN_STOPPED' ? Object(error.cause).code : error.code;
}

const ofAnother =
  'Nothing was sent for these arguments. To go on with that other one, call with its arguments. If these are to take its place, ask the person first: with another key both would be posted.';

function lookFirst(key: string | undefined): string {
  return key === undefined
    ? 'Read what is there before you do it again.'
    : 'Do not use another key: call again with the same key and the same arguments. That looks first, and does nothing twice.';
}

/** The functions that the tools call have names that no agent knows. */
function inWordsOf({ name }: Tool, text: string): string {
  return text
    .replace(/^[a-z]\w*(?=: )/, name)
    .replaceAll(/\b(?:lookUpPublish|stepPublish|publishRepost)\b/g, name)
    .replace('; use changePost and movePost to change the one that is scheduled', '');
}
