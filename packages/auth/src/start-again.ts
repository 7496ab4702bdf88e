/** The beginning of many remedies. */
export const startAgain: string = 'Start the login again with createAuthorizationUrl';
