export { createVirtualClock, type EmulatorClock } from './clock.ts';
export { createEmulator, type Emulator, type IssuedToken, type TokenRequest } from './emulator.ts';
export type { RequestRecord } from './log.ts';
export type { MediaFetchOptions } from './media/media-options.ts';
export type { AppOptions, EmulatorOptions, Processing } from './options.ts';
export type { MediaSeed, PostSeed, ReplySeed, UserSeed } from './seed.ts';
