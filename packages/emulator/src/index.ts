export { createVirtualClock, type EmulatorClock } from './clock.ts';
export { createEmulator, type Emulator, type IssuedToken, type TokenRequest } from './emulator.ts';
export type { ErrorPreset } from './faults/error-presets.ts';
export type { Fault, FaultPlan, FaultTarget, PlannedFault } from './faults/fault-plan.ts';
export type { RequestRecord } from './log.ts';
export type { AppOptions, EmulatorOptions } from './options.ts';
export type { MediaSeed, PostSeed, ReplySeed, UserSeed } from './seed.ts';
export type { Duration, Processing, Settings, SettingsChanges } from './settings.ts';
