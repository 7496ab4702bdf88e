import { bundle } from './bundle.ts';
const E = ['@threads-sdk/core-http', 'ky'];
const programs: [string, string, string[]][] = [
  ['login ext', `export { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';`, E],
  [
    'login ext+errors',
    `export { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';`,
    [...E, '@threads-sdk/errors'],
  ],
  [
    'login ext+errors+cred',
    `export { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';`,
    [...E, '@threads-sdk/errors', '@threads-sdk/credentials'],
  ],
  [
    'login ext+errors+valibot',
    `export { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';`,
    [...E, '@threads-sdk/errors', 'valibot'],
  ],
  ['login all', `export { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';`, []],
  ['core-http all', `export { createClient, request } from '@threads-sdk/core-http';`, []],
  ['createCred', `export { createCredentials } from '@threads-sdk/credentials';`, []],
  [
    'createCred ext errors',
    `export { createCredentials } from '@threads-sdk/credentials';`,
    ['@threads-sdk/errors'],
  ],
];
for (const [n, s, e] of programs) {
  const r = await bundle(s, import.meta.dirname, e);
  console.log(n, ...r.map((b) => `${b.minified}/${b.gzipped}`));
}
