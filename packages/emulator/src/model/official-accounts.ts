import type { UserRecord } from './records.ts';

const names: Readonly<Record<string, string>> = {
  meta: 'Meta',
  threads: 'Threads',
  instagram: 'Instagram',
  facebook: 'Facebook',
};

/**
 * One of Meta's own accounts, which an app may look up that passed no review. They are on every Threads, and nobody can
 * log in as them.
 */
export function officialAccount(username: string): UserRecord | undefined {
  const key = username.toLowerCase();
  const name = Object.hasOwn(names, key) ? names[key] : undefined;
  if (name === undefined) return undefined;
  return {
    id: '0',
    username: key,
    name,
    biography: '',
    pictureUrl: `https://pictures.example/${key}.jpg`,
    verified: true,
    followers: 1_000_000,
    geoGating: false,
    tester: false,
    private: false,
    follows: [],
  };
}
