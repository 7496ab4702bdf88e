/** What the SDK says to who writes programs, in the words of who types commands. */
const words: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [
    /Let the user log in again(?: with createAuthorizationUrl)?(?:,? and store the new credentials under the same key)?(?:; or correct the key)?/g,
    'Log in again with `threads login`',
  ],
  [/Start the login again with createAuthorizationUrl/g, 'Type `threads login` again'],
  [/; an emulator on this machine needs app\.allowInsecure/g, ''],
  [/Say what the permissions are for; offer the login again/g, 'Type `threads login` again to grant them'],
  [
    /Look for a proxy or a newer SDK\./g,
    'Look for a proxy in between, or for a newer version of this program.',
  ],
  [/^Check baseUrl\.$/, 'Look for a proxy in between, or correct the address of the emulator.'],
  [/^\w+: invalid input\. /, ''],
  [/Correct what the message names\.(?= Nothing)/g, 'Correct it and type the command again.'],
  [/\bLet the user accept\b/g, 'Accept'],
  [/\b(?:app\.)?clientId\b/g, 'THREADS_APP_ID'],
  [/\baccessToken\b/g, 'THREADS_ACCESS_TOKEN'],
  [/\b(?:app\.)?clientSecret\b/g, 'THREADS_API_SECRET'],
  [/\b(?:app\.)?redirectUri\b/g, 'THREADS_REDIRECT_URI'],
  [/\bwith all of (threads_\w+(?:, threads_\w+)*)/g, 'and grant $1 (`threads doctor` names what is missing)'],
];

/** Says a message or a remedy of the SDK in the words of the command line. */
export function inOurWords(text: string): string {
  return words.reduce((said, [theirs, ours]) => said.replace(theirs, ours), text);
}
