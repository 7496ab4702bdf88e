/** Behaviours of packages/openapi/fidelity that are not certain and that no check settles, by the reason. */
export const unsettled: readonly { readonly reason: string; readonly behaviours: readonly string[] }[] = [
  {
    reason: 'It happens when it happens, and no call brings it about.',
    behaviours: [
      'HTTP 200 with an error in the body.',
      'HTML or an empty body from the edge, before the API is reached.',
      '500 with code 10 although the post went live.',
      'A container that was `FINISHED` and is then lost for good.',
      'Some hosts fail although they are public.',
      'Networks break, are slow, and cut answers off.',
      'A call fails and takes effect later nevertheless.',
    ],
  },
  {
    reason: 'It would harm the account: its quota, its standing, or its grant.',
    behaviours: [
      'A quota is used up.',
      'What a caller gets who is throttled.',
      'An account is blocked: 403, 4/2207051.',
      'An account is restricted: subcode 4279013, of which nothing else is known.',
      'The token of a user who removed the app.',
    ],
  },
  {
    reason: 'It takes a token that has expired.',
    behaviours: [
      'An expired token is answered with HTTP 400.',
      'An expired token: 400, 190/463, "Error validating access token".',
    ],
  },
  {
    reason: 'It takes an app without review, and a user who is no tester of it.',
    behaviours: [
      'A token of a user who granted nothing: 400, 100/10, on every call.',
      'Without app review who is no tester gets tokens that grant nothing.',
      'A user who granted nothing has a code and a short-lived token, and fails here with 100/10.',
    ],
  },
  {
    reason: 'It takes a person in a browser.',
    behaviours: [
      'No app id is JSON in the browser too, with code 4476002.',
      '`response_type` may be absent.',
      'Another `response_type`, no `scope`, or one without `threads_basic`; the status of every error here.',
      'How a program consents.',
      'A person with Instagram and no Threads account gets JSON instead of a redirect.',
    ],
  },
  {
    reason: 'It takes a second account, or a second token.',
    behaviours: [
      'Whether `GET /{location-id}` needs `threads_location_tagging`.',
      'The caller is none.',
      'How a reply is refused that `reply_control` does not allow.',
      'What is shown of a private post that another one refers to.',
      '`error_user_title` and `error_user_msg` are in the language of the user.',
    ],
  },
  {
    reason: 'It takes files that break one limit each, on a public server.',
    behaviours: [
      'An image that is too large, no JPEG or PNG, cut off, or cannot be downloaded: 1/2207052.',
      'Which `error_message` a video has that breaks several limits.',
      'An index behind the pictures, an edit list that cuts, half-frames, a file that is cut off or broken.',
      'Where the size, the colours and the scan of a video are read.',
      'Codecs other than H.264 and HEVC, other than 4:2:0, more than 1920 columns, no pictures.',
      'Sound that is not AAC, or beyond 48 kHz; more than two channels.',
      'A video that is too large, and a page in its place.',
      'An image wider or taller than 10:1.',
      'How frame and bit rates are measured, and what a megabyte is.',
      'A child that has failed or expired, or fails later.',
    ],
  },
  {
    reason: 'It takes a public server that Meta delivers to.',
    behaviours: [
      'The payload of a deauthorization; what follows when the app does not answer with 2xx.',
      '`target_id` of `publish`.',
      'When a delivery is repeated within the 36 hours; how long Meta waits for an app.',
      'Who is told of a reply below a reply; replies that wait for approval; reposts.',
      '`values` is a list on the wire, though Meta documents an object.',
      "The user's own replies are told of too.",
    ],
  },
  {
    reason: 'It would leave posts that are of use to nobody.',
    behaviours: ['A child twice in a carousel, or in several carousels.'],
  },
  {
    reason: 'An answer would not tell.',
    behaviours: [
      'The alternative text of a whole carousel.',
      'What the top results are.',
      'Subscribing over the API: no such call is documented.',
      'What Meta changed after April 2026, and whether `graph.threads.net` will end.',
    ],
  },
];
