export { answerChallenge, type ChallengeOptions } from './answer-challenge.ts';
export { createKeyvEventStore, type EventStoreKeyv } from './create-keyv-event-store.ts';
export { createMemoryEventStore } from './create-memory-event-store.ts';
export type { EventStore } from './event-store.ts';
export {
  type DataDeletionConfirmation,
  type DataDeletionOptions,
  handleDataDeletion,
} from './handle-data-deletion.ts';
export { type DeauthorizeOptions, handleDeauthorize } from './handle-deauthorize.ts';
export { handleWebhook, type WebhookOptions } from './handle-webhook.ts';
export { parseDelivery } from './parse-delivery.ts';
export { parseSignedRequest, type SignedRequest, type SignedRequestOptions } from './parse-signed-request.ts';
export { type SignatureOptions, verifySignature } from './verify-signature.ts';
export type {
  DeleteEvent,
  MentionEvent,
  PublishEvent,
  ReplyEvent,
  UnknownEvent,
  WebhookEvent,
} from './webhook-event.ts';
export type { DeleteValue, Delivery, MentionValue, PublishValue, ReplyValue } from './event-values.ts';
export type { PostMediaType } from './generated/limits.ts';
