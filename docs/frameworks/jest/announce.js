import { publish } from 'threads-sdk';

/** Your app. */
export async function announce(client, version) {
  const { id } = await publish(client, { text: `Version ${version} is out` });
  return id;
}
