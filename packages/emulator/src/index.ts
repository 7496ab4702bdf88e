export type { Behaviour } from './behaviour.ts';
export { createVirtualClock, type EmulatorClock } from './clock.ts';
export { createEmulator, type Emulator, type IssuedToken, type TokenRequest } from './emulator.ts';
export type { RevokedGrant } from './grants.ts';
export type { RequestRecord } from './log.ts';
export type { AppOptions, EmulatorOptions, Processing } from './options.ts';
export type { MediaSeed, PostSeed, ReplySeed, UserSeed } from './seed.ts';
