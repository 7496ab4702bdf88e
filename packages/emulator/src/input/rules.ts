/** What a text has to be, as it follows "must be", and whether one is that: for options, settings and command lines alike. */
export type TextRule = readonly [must: string, holds: (value: string) => boolean];

/** An address that something is reached at; `fetch` takes none with a username or password. */
export const httpAddress: TextRule = [
  'an absolute http or https address without a username or password',
  (value) => URL.canParse(value) && /^https?:/i.test(value) && !hasUser(new URL(value)),
];

function hasUser({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

/** A secret, or another word that is sent as it is. */
export const printable: TextRule = ['printable ASCII without spaces', (value) => /^[!-~]+$/.test(value)];
