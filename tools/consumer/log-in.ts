import { completeAuthorization, createAuthorizationUrl } from '@threads-sdk/auth';
import { credentialsToJson } from '@threads-sdk/credentials';

const app = { clientId: '1', clientSecret: 'secret', redirectUri: 'https://app.example/callback' };
const scopes = ['threads_basic'];
const { url, state } = createAuthorizationUrl(app, { scopes });
console.log(url);

const credentials = await completeAuthorization(app, {
  callbackUrl: 'https://app.example/callback',
  state,
  scopes,
});
console.log(credentials.userId, credentials.scopes, credentialsToJson(credentials));
