export { createVirtualClock, type ClockPosition, type EmulatorClock } from './clock.ts';
export { createEmulator, type Emulator, type IssuedToken, type TokenRequest } from './emulator.ts';
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
export type { RequestError, RequestRecord } from './log.ts';
export type { AppOptions, EmulatorOptions } from './options.ts';
export type { MediaSeed, PostSeed, ReplySeed, UserSeed } from './seed.ts';
export type { IdentifierCounts, IdentifierKind } from './identifiers.ts';
export type { Duration, Processing, Settings, SettingsChanges } from './settings.ts';
export type { EmulatorSnapshot, StoreTable } from './state/snapshot.ts';
