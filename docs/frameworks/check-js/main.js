// @ts-check
import {
  createClient,
  createCredentials,
  debugToken,
  getThread,
  loadApp,
  loadClientOptions,
} from 'threads-sdk';
import { announce } from './announce.js';

const app = loadApp(process.env);
const token = process.env['THREADS_ACCESS_TOKEN'] ?? ''; // from the dashboard, or an emulator's .env
const { userId = '', scopes = [], expiresAt = new Date(0) } = await debugToken(app, { token });
const credentials = createCredentials({
  userId,
  scopes,
  shortLived: false,
  accessToken: token,
  expiration: expiresAt,
});
const client = createClient({ ...loadClientOptions(process.env), credentials });

const id = await announce(client, 'Hello from JavaScript', 'https://example.com/news');
const thread = await getThread(client, { media_id: id, fields: ['text', 'permalink'] });
console.log(thread.text, thread.permalink); // thread.timestamp is a fault: it was not asked for
