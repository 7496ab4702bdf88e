import { createMemoryEventStore, handleWebhook } from '@threads-sdk/webhooks';

const response = await handleWebhook(new Request('https://app.example/webhook'), {
  appSecret: 'secret',
  verifyToken: 'token',
  store: createMemoryEventStore(),
  handleEvent: (event) => {
    if (event.type === 'reply') console.log(event.value.username, event.value.text);
  },
  onError: console.error,
});
console.log(response.status);
