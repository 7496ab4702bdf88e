/**
 * A local Threads API: in this process, without a port, wherever `fetch` can be handed over.
 *
 * @module index
 */
export type { Act, FollowAct, PostAct, PostedAct, ReplyAct, VoteAct } from './acts/act.ts';
export type { AppOptions } from './model/app-options.ts';
export type { Behaviour } from './model/behaviour.ts';
export { createVirtualClock, type ClockPosition, type EmulatorClock } from './model/clock.ts';
export { CallbackError } from './events/callback-error.ts';
export type { AppFetch } from './events/call-app.ts';
export type {
  CallbackRecord,
  DataDeletionConfirmation,
  DeliveryAttempt,
  WebhookDelivery,
} from './events/event-state.ts';
export type { EmulatorEvents } from './events/events.ts';
export type { WebhookField, WebhookOptions, WebhookSubscription } from './events/webhook-options.ts';
export { createEmulator } from './create-emulator.ts';
export type { EmulatedClientOptions, Emulator, IssuedToken, TokenRequest } from './emulator.ts';
export type { ErrorPreset } from './faults/error-presets.ts';
export type {
  AnswerFault,
  BrokenBodyFault,
  BrokenConnection,
  ContainerErrorFault,
  ContainerFault,
  CutBodyFault,
  ErrorFault,
  Fault,
  FaultPlan,
  FaultTarget,
  HeadersFault,
  HtmlFault,
  HugeBodyFault,
  LateEffectFault,
  LostFault,
  PlannedFault,
  RedirectFault,
  ReplacedAnswer,
  SlowBodyFault,
  SlowHeadersFault,
} from './faults/fault-plan.ts';
export type { RevokedGrant } from './access/grants.ts';
export type { RequestError, RequestRecord } from './log/request-record.ts';
export type { MediaFetchOptions } from './media/media-options.ts';
export type { EmulatorOptions } from './options.ts';
export type { MediaSeed } from './model/compose-post.ts';
export type { AddedUser, PostSeed, ReplySeed, UserSeed } from './model/seed.ts';
export type { IdentifierCounts, IdentifierKind } from './model/identifiers.ts';
export type { Duration, Processing, Settings, SettingsChanges } from './model/settings.ts';
export type { EmulatorSnapshot } from './state/snapshot.ts';
export type { StoreTable } from './model/store.ts';
