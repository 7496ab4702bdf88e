import type { WebhookEvent } from 'threads-sdk';

/** What the app does with an event. If it throws, Meta sends the event again. */
export async function handleEvent(event: WebhookEvent): Promise<void> {
  console.log(describe(event));
}

function describe(event: WebhookEvent): string {
  switch (event.type) {
    case 'reply':
      return `@${event.value.username} replied: ${event.value.text}`;
    case 'mention':
      return `@${event.value.username} mentioned you: ${event.value.text}`;
    case 'publish':
      return `@${event.value.username} published ${event.value.permalink}`;
    case 'delete':
      return `@${event.value.username} deleted ${event.value.id}`;
    case 'unknown':
      return `${event.field}: ${JSON.stringify(event.value)}`;
  }
}
