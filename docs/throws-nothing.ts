/** Functions that throw nothing: helpers for values that others have checked, and those that take anything. */
export const throwsNothing: ReadonlySet<string> = new Set([
  'closeScheduler',
  'countText',
  'createMemoryJournal',
  'createMemoryStore',
  'createRedactor',
  'createSealingKey',
  'expiresIn',
  'findLinks',
  'findTopicTag',
  'hasScope',
  'isExpired',
  'isRefreshDue',
  'isThreadsError',
  'readAuthorizationError',
  'runCli',
  'selectionText',
]);
