'use strict';

const {
  createClient,
  createCredentials,
  debugToken,
  listThreads,
  loadApp,
  loadClientOptions,
  publish,
} = require('threads-sdk');

async function main() {
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

  await publish(client, { text: 'Hello from CommonJS' });
  const { data } = await listThreads(client, { fields: ['text'] });
  console.log(data[0]?.text);
}

void main();
