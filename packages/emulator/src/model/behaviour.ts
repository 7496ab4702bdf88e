/**
 * How this Threads behaves where the evidence about the real one is split or missing. Each member says what is known;
 * its letter tells how sure the default is: A, Meta's documentation; B, Meta's sample code; C, seen on the wire by
 * independent projects; D, one source; E, inferred, or told without a record that could be named; ?, not known.
 *
 * @category Start
 */
export interface Behaviour {
  /**
   * The HTTP status of errors of the type `THApiException` that name a fault of the caller: a missing permission, a
   * wrong parameter, an invalid token. Default `500`, as most saw it; a minority notes `400`. Evidence: C.
   */
  readonly threadsErrorStatus: 500 | 400;
  /** The HTTP status of an expired or revoked token. Default `400`, as elsewhere in the Graph; one witness saw `401`. Evidence: E. */
  readonly expiredTokenStatus: 400 | 401;
  /**
   * What a rejected authorization code is answered with. Default `flat`: `error_type`, `code` and `error_message` without
   * an envelope, as documented; `graph`: the usual envelope with 100/4279030, as was told of. Evidence: A.
   */
  readonly codeExchangeError: 'flat' | 'graph';
  /**
   * How the code exchange writes `user_id`. Default `number`, a bare one with all its digits, as documented; `string`, as
   * in Meta's Postman collection. Evidence: A.
   */
  readonly codeExchangeUserId: 'number' | 'string';
  /**
   * How the 500 characters of a text are counted. Default `documented`: an emoji by its UTF-8 bytes, all else by code
   * points; `bytes`: all by UTF-8 bytes; `code-points`: all by code points. No rule fits everything that was seen.
   * Evidence: E.
   */
  readonly textLength: 'documented' | 'bytes' | 'code-points';
  /** A field that no object has, asked for in a list. Default `ignore`: left out; `refuse`: 500 with code 100. Evidence: D. */
  readonly unknownListFields: 'ignore' | 'refuse';
  /**
   * A container that is published again. Default `same-id`: the same media id and no second post; `refuse`: 400 with
   * 24/4279009. Evidence: ?.
   */
  readonly secondPublication: 'same-id' | 'refuse';
  /**
   * A carousel whose items are still in progress. Default `wait`: it is accepted, and in progress until they are
   * finished, as Meta's guide and sample app make theirs; `refuse`: 400 with 100/4279004, as two projects saw it. Evidence: B.
   */
  readonly unfinishedChildren: 'wait' | 'refuse';
  /**
   * A version in the path other than `v1.0`, of which there is none. Default `refuse`: like a path that does not exist;
   * `accept`: like `v1.0`. Evidence: ?.
   */
  readonly otherVersions: 'refuse' | 'accept';
  /**
   * What a reply needs besides `threads_content_publish`. Default `threads_manage_replies`, as was told of; `documented`:
   * the post at the head is one's own, or the token has `threads_keyword_search` or `threads_manage_mentions`; `none`, as
   * another service says. Evidence: E.
   */
  readonly replyPermission: 'threads_manage_replies' | 'documented' | 'none';
  /** How `text_entities` are read. Default `object`, with the list under `data`; `array`: the bare list. Evidence: D. */
  readonly textEntities: 'object' | 'array';
  /** The `media_type` of a text in the keyword search. Default `TEXT_POST`, as everywhere else; `TEXT`, as one example of the documentation has it. Evidence: A. */
  readonly searchMediaType: 'TEXT_POST' | 'TEXT';
  /** How the id of an insight names replies. Default `replies`, as documented; `thread_replies`, as in Meta's Postman collection. Evidence: A. */
  readonly repliesInsightId: 'replies' | 'thread_replies';
  /** How the location search writes ids. Default `string`, as every typed client expects; `number`, as one documented example writes a placeholder. Evidence: C. */
  readonly locationSearchId: 'string' | 'number';
  /** `follower_demographics` of a profile with fewer than 100 followers. Default `absent`: no entry; `refuse`: 500 with code 100. Evidence: ?. */
  readonly fewFollowers: 'absent' | 'refuse';
  /** Whether `/{user}/replies` shows `root_post` of replies to posts of others. Default `present`; `absent`, as in excerpts of real answers. Evidence: A. */
  readonly foreignRootPost: 'present' | 'absent';
  /**
   * What mentions, the keyword search and the posts of a profile answer an app with standard access. Default `reduced`: what such an app may see,
   * as documented; `tier-error`: 10/4279067, for posts of a profile too; `field-error`: mentions with "nonexisting field (threads_mentions)" and a
   * reduced search. Both errors were told of. Evidence: A.
   */
  readonly standardAccess: 'reduced' | 'tier-error' | 'field-error';
  /**
   * Whether refreshing extends the grant of a private profile. Default `extended`, by the newer wording of the
   * documentation; `fixed`: it ends 90 days after consent, by the older one. Evidence: A.
   */
  readonly privateGrants: 'extended' | 'fixed';
  /** What becomes of a token that was refreshed. Default `valid` until its own end; `invalid` at once. Evidence: E. */
  readonly refreshedToken: 'valid' | 'invalid';
  /** Whether a repost counts against the quota of posts. Default `free`: it does not; `counted`: it does. Evidence: ?. */
  readonly repostQuota: 'free' | 'counted';
  /** Whether bodies in JSON are read. Default `accepted`; `ignored`: as if they were not there, which one client met. Evidence: E. */
  readonly jsonBodies: 'accepted' | 'ignored';
  /**
   * The language of `error_user_title`, `error_user_msg` and of the titles and descriptions of insights: theirs is that of
   * the user, and what selects it is not known. Default `en`; `ja` shows a client that matches on English texts. The
   * Japanese sentences are the emulator's own. Evidence: ?.
   */
  readonly language: 'en' | 'ja';
}

/** What everything is like where nothing else is asked for. */
export const defaultBehaviour: Behaviour = /* @__PURE__ */ Object.freeze({
  threadsErrorStatus: 500,
  expiredTokenStatus: 400,
  codeExchangeError: 'flat',
  codeExchangeUserId: 'number',
  textLength: 'documented',
  unknownListFields: 'ignore',
  secondPublication: 'same-id',
  unfinishedChildren: 'wait',
  otherVersions: 'refuse',
  replyPermission: 'threads_manage_replies',
  textEntities: 'object',
  searchMediaType: 'TEXT_POST',
  repliesInsightId: 'replies',
  locationSearchId: 'string',
  fewFollowers: 'absent',
  foreignRootPost: 'present',
  standardAccess: 'reduced',
  privateGrants: 'extended',
  refreshedToken: 'valid',
  repostQuota: 'free',
  jsonBodies: 'accepted',
  language: 'en',
});

/** What each member can be besides its default. */
export const alternativeBehaviour: { readonly [Name in keyof Behaviour]: readonly Behaviour[Name][] } =
  /* @__PURE__ */ Object.freeze({
    threadsErrorStatus: [400],
    expiredTokenStatus: [401],
    codeExchangeError: ['graph'],
    codeExchangeUserId: ['string'],
    textLength: ['bytes', 'code-points'],
    unknownListFields: ['refuse'],
    secondPublication: ['refuse'],
    unfinishedChildren: ['refuse'],
    otherVersions: ['accept'],
    replyPermission: ['documented', 'none'],
    textEntities: ['array'],
    searchMediaType: ['TEXT'],
    repliesInsightId: ['thread_replies'],
    locationSearchId: ['number'],
    fewFollowers: ['refuse'],
    foreignRootPost: ['absent'],
    standardAccess: ['tier-error', 'field-error'],
    privateGrants: ['fixed'],
    refreshedToken: ['invalid'],
    repostQuota: ['counted'],
    jsonBodies: ['ignored'],
    language: ['ja'],
  });
