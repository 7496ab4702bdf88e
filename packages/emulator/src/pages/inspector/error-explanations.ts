import { limits } from '../../description/limits.ts';
import type { RequestError } from '../../log/request-record.ts';

/** What an error means, and what to do about it. */
export interface ErrorExplanation {
  readonly meaning: string;
  readonly remedy: string;
}

interface Row extends ErrorExplanation {
  readonly code: number;
  /** Absent: for every subcode that has no row of its own. */
  readonly subcode?: number;
}

const rejectedCodeRemedy = `Begin again with the consent page. A code works once, for ${limits.authorizationCodeSeconds.value / 60} minutes, without the #_ at its end.`;

// Errors that Meta knows by a name and whose numbers nobody has seen.
const namedErrors: Readonly<Record<string, ErrorExplanation>> = {
  THREADS_API__LINK_LIMIT_EXCEEDED: {
    meaning: `The post has more than ${limits.maxLinks.value} different links.`,
    remedy: 'Leave some out. The link of a card counts too.',
  },
  THREADS_API__FEATURE_NOT_AVAILABLE: {
    meaning: 'This account may not use the feature, such as limiting a post to countries.',
    remedy: 'Ask for is_eligible_for_geo_gating before offering it.',
  },
  THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES: {
    meaning: 'At least one of the countries is not a code that is allowed.',
    remedy: 'Send two-letter codes of ISO 3166-1 in capitals, separated by commas.',
  },
};

const rows: readonly Row[] = [
  {
    code: -1,
    subcode: 4279047,
    meaning: 'No link card could be made of the link, which happens above all with pages a few minutes old.',
    remedy: 'Try again later, or post without the card: an address in the text stays a link.',
  },
  {
    code: 1,
    subcode: 2207052,
    meaning: 'Meta could not fetch the image or video.',
    remedy: 'Its address must be public and answer without signing in. Try a few times.',
  },
  {
    code: 1,
    meaning: 'Something went wrong on the side of the API, and it does not say what.',
    remedy: 'Try again. After publishing look first whether the post is there.',
  },
  {
    code: 2,
    meaning: 'The API is out of order for the moment, or the profile cannot be reached with this access.',
    remedy: 'Wait a moment and try again. After publishing look first whether the post is there.',
  },
  {
    code: 4,
    subcode: 2207051,
    meaning: 'The action was blocked to protect the community, mostly after too much of the same.',
    remedy: 'Stop for hours. Look whether the post went live all the same.',
  },
  {
    code: 4,
    meaning: 'A limit is used up. Whether Meta answers an exhausted quota like this is not known.',
    remedy: 'Wait. threads_publishing_limit tells how much is left of each quota.',
  },
  {
    code: 10,
    subcode: 4279067,
    meaning: 'The app was not reviewed for this: its access reaches too little.',
    remedy: 'Ask Meta for Advanced Access, or try it with accounts that are testers of the app.',
  },
  {
    code: 10,
    meaning: 'The token lacks a permission that the call needs. On publishing it can also be a false alarm.',
    remedy:
      'Compare the scopes in debug_token with what the operation needs and ask for consent again. After publishing read the status of the container: PUBLISHED means that the post is live.',
  },
  {
    code: 24,
    subcode: 4279009,
    meaning:
      'The container is not ready, is not there or has expired, or what it names cannot be seen yet. The most frequent failure there is.',
    remedy:
      'Despite is_transient: false this mostly passes. Wait until the status is FINISHED, then try the same container a few times, some seconds apart. If it stays, make a new one.',
  },
  {
    code: 100,
    subcode: 10,
    meaning:
      'The user granted nothing that holds: the app was not reviewed and the user is no accepted tester.',
    remedy: 'Invite the account as a tester of the app and accept the invitation in the settings of Threads.',
  },
  {
    code: 100,
    subcode: 33,
    meaning: 'The id names nothing that this token may see, or nothing on which this can be done.',
    remedy:
      'Check the id, that it did not lose digits as a number, and whose token it is. It may have been deleted.',
  },
  {
    code: 100,
    subcode: 4279004,
    meaning: 'One of the carousel’s children is no item, has not finished, or is gone.',
    remedy: 'Create each with is_carousel_item=true and wait until its status is FINISHED.',
  },
  {
    code: 100,
    subcode: 4279030,
    meaning: 'The authorization code cannot be exchanged: used, too old, or for another redirect address.',
    remedy: rejectedCodeRemedy,
  },
  {
    code: 100,
    meaning:
      'A parameter or a field is missing, wrong, or does not go with the others. The message says which.',
    remedy: 'Correct the call. The status 500 is no reason to repeat it.',
  },
  {
    code: 101,
    meaning: 'Client id and secret are not those of the app.',
    remedy: 'Use the id of the Threads app, which is another one than that of the Meta app, with its secret.',
  },
  {
    code: 102,
    meaning: 'The session is not valid any more.',
    remedy: 'Send the user through the consent page again.',
  },
  {
    code: 190,
    subcode: 463,
    meaning: 'The token has expired.',
    remedy: `An expired token cannot be refreshed: ask for consent again. Refresh before ${limits.longLivedTokenSeconds.value / 86_400} days are over.`,
  },
  {
    code: 190,
    meaning: 'There is no token, it is not one of this API, or it was taken back.',
    remedy: 'Send it as access_token or in the header Authorization: Bearer, or ask for consent again.',
  },
  {
    code: 368,
    meaning: 'The account or the app is blocked for a while because of a policy.',
    remedy: 'Do not repeat it; see what Meta wrote to the account.',
  },
  {
    code: 400,
    meaning:
      'The authorization code is not known, too old, was used, or belongs to another redirect address.',
    remedy: rejectedCodeRemedy,
  },
  {
    code: 452,
    subcode: 4279019,
    meaning: 'The token is long-lived already, so that there is nothing to exchange.',
    remedy: 'The token is fine: leave the exchange out and use it.',
  },
  {
    code: 506,
    meaning: 'The same was posted just before.',
    remedy: 'Look for the earlier post: it may be the one that an unclear answer left open.',
  },
  {
    code: 2500,
    meaning: 'The path or the list of fields cannot be read.',
    remedy: 'Check the path against the documentation, and commas and braces in fields.',
  },
  {
    code: 1349026,
    meaning: 'There is no app with this client_id.',
    remedy: 'Use the id of the Threads app, which is another one than that of the Meta app.',
  },
  {
    code: 1349168,
    meaning: 'The redirect_uri is not one of the addresses that the app has registered.',
    remedy: 'Register it exactly as it is sent, slash at the end included.',
  },
  {
    code: 4476002,
    meaning: 'The consent page was opened without a client_id.',
    remedy: 'Add it to the address.',
  },
];

// Meanings that the Graph gives to a number everywhere; none of them was seen on Threads.
const throttled: ErrorExplanation = {
  meaning: 'Too many calls in a short time.',
  remedy: 'Wait, then go on more slowly.',
};
const notPermitted: ErrorExplanation = {
  meaning: 'The token lacks a permission that the call needs.',
  remedy: 'Compare the scopes in debug_token with what the operation needs, and ask for consent again.',
};

/** Explains an error to a person; nothing where its numbers are not known. */
export function explainError({ code, subcode, message }: RequestError): ErrorExplanation | undefined {
  const name = /THREADS_API__\w+/.exec(message)?.[0];
  if (name !== undefined && Object.hasOwn(namedErrors, name)) return namedErrors[name];
  const row =
    rows.find((candidate) => candidate.code === code && candidate.subcode === subcode) ??
    rows.find((candidate) => candidate.code === code && candidate.subcode === undefined);
  if (row !== undefined) return row;
  if ([17, 32, 341, 613].includes(code)) return throttled;
  return code >= 200 && code <= 299 ? notPermitted : undefined;
}
