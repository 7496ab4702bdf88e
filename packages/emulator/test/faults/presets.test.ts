import { describe, expect, it } from 'vitest';
import type { ErrorFault } from '../../src/index.ts';
import { createTown, publishText } from '../api.ts';

type Preset = NonNullable<ErrorFault['preset']>;

const ofThreads = { type: 'THApiException' };
const ofGraph = { type: 'OAuthException' };
const final = { ...ofGraph, is_transient: false };

/** What was seen of the API, or documented by Meta: whoever tests with the emulator believes it. */
const answers: Readonly<Record<Preset, readonly [status: number, error: object]>> = {
  'invalid-token': [500, { ...ofThreads, code: 190, message: 'Invalid OAuth 2.0 Access Token' }],
  'session-expired': [
    400,
    {
      ...ofGraph,
      code: 190,
      error_subcode: 463,
      message:
        'Error validating access token: Session has expired on Thursday, 01-Jan-26 00:00:00 UTC. The current time is Thursday, 01-Jan-26 00:00:00 UTC.',
    },
  ],
  'permission-missing': [
    500,
    { ...ofThreads, code: 10, message: 'Application does not have permission for this action' },
  ],
  'access-tier-insufficient': [
    400,
    {
      ...ofGraph,
      code: 10,
      error_subcode: 4_279_067,
      message: 'Application does not have permission for this action',
      error_user_title: 'App Does Not Have Sufficient Access Tier',
    },
  ],
  'grant-missing': [
    400,
    {
      ...ofThreads,
      code: 100,
      error_subcode: 10,
      message:
        'This action requires the threads_basic permission. You must submit for app review, or your user must be in the list of Threads testers.',
    },
  ],
  'object-not-found': [
    400,
    {
      ...ofThreads,
      code: 100,
      error_subcode: 33,
      message:
        "Unsupported post request. Object with ID '17' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
    },
  ],
  'text-too-long': [
    500,
    { ...ofThreads, code: 100, message: 'Param text must be at most 500 characters long.' },
  ],
  'text-missing': [500, { ...ofThreads, code: 100, message: 'The parameter text is required' }],
  'image-url-invalid': [500, { ...ofThreads, code: 100, message: 'Param image_url is not a valid URI.' }],
  'reply-target-invalid': [
    500,
    { ...ofThreads, code: 100, message: 'Param reply_to_id is not a valid threads_media ID' },
  ],
  'field-nonexisting': [
    500,
    { ...ofThreads, code: 100, message: 'Tried accessing nonexisting field (status)' },
  ],
  'carousel-children-invalid': [
    400,
    {
      ...final,
      code: 100,
      error_subcode: 4_279_004,
      message: 'Invalid parameter',
      error_user_title: 'Invalid Carousel Children',
      error_user_msg: 'The children with IDs 17 are invalid, nonexistent, or expired.',
    },
  ],
  'code-used': [
    400,
    {
      ...ofGraph,
      code: 100,
      error_subcode: 4_279_030,
      message: 'Invalid parameter',
      error_user_msg: 'used_authorization_code',
    },
  ],
  'code-rejected': [
    400,
    {
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    },
  ],
  'media-not-found': [
    400,
    {
      ...final,
      code: 24,
      error_subcode: 4_279_009,
      message: 'The requested resource does not exist',
      error_user_title: 'Media Not Found',
      error_user_msg: 'The media with id 17 cannot be found.',
    },
  ],
  'media-download-failed': [
    400,
    {
      ...final,
      code: 1,
      error_subcode: 2_207_052,
      message: 'An unknown error occurred',
      error_user_title: "Media download has failed. The media URI doesn't meet our requirements.",
      error_user_msg: 'The media could not be fetched from this URI: the host did not answer.',
    },
  ],
  'link-attachment-invalid': [
    400,
    {
      ...final,
      code: -1,
      error_subcode: 4_279_047,
      message: 'Fatal',
      error_user_title: 'Invalid Link Attachment',
      error_user_msg: 'The link attachment could not be loaded.',
    },
  ],
  'unexpected-error': [
    500,
    {
      ...ofGraph,
      code: 2,
      is_transient: true,
      message: 'An unexpected error has occurred. Please retry your request later.',
    },
  ],
  'unknown-error': [500, { ...ofGraph, code: 1, message: 'An unknown error occurred' }],
  'already-long-lived': [
    400,
    {
      ...ofGraph,
      code: 452,
      error_subcode: 4_279_019,
      message:
        'Session key invalid. This could be because the session key has an incorrect format, or because the user has revoked this session',
    },
  ],
  'action-blocked': [
    403,
    {
      ...final,
      code: 4,
      error_subcode: 2_207_051,
      message: 'Application request limit reached',
      error_user_title: 'Action is blocked',
      error_user_msg: 'We restrict certain activity to protect our community.',
    },
  ],
  'rate-limited': [429, { ...ofGraph, code: 4, message: 'Application request limit reached' }],
};

describe('a known error', () => {
  it.each(Object.entries(answers))('%s is answered as it is known', async (preset, [status, error]) => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', preset: preset as Preset }); // a key of the table
    const answer = await alice.post('/me/threads_publish', { creation_id: '17' });
    expect(answer.status).toBe(status);
    const envelope = { error: { ...error, fbtrace_id: expect.any(String) } };
    expect(answer.body).toEqual('error_type' in error ? error : envelope);
  });

  it('names the object that the request is about, where there is one', async () => {
    const { emulator, alice } = createTown();
    const id = await publishText(alice, 'Hello');
    emulator.planFault({ kind: 'error', preset: 'object-not-found', times: 3 });
    const messages = [
      await alice.get(`/${id}`),
      await alice.get('/me'),
      await alice.get('/profile_lookup', { username: 'bob' }),
    ].map(({ body }) => /'(.*)'/.exec(body.error.message)?.[1]);
    expect(messages).toEqual([id, 'me', '0']);
  });
});
