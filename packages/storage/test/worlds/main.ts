/**
 * Lives through many worlds in which posts have files, on all cores, prints what happened in them and whatever was wrong, with the
 * seed.
 *
 *     ./run test:worlds:files [--from 1] [--count 400]
 */
// @boundaries-ignore a tool of tests has one home
import { liveThroughWorlds } from '../../../publish/test/worlds/live-through-worlds.ts';
// @boundaries-ignore a tool of tests has one home
import { livesThrough } from '../../../publish/test/worlds/world.ts';
import { layOutFiles } from './files.ts';
import { makeCryptoInstant } from './instant-crypto.ts';

makeCryptoInstant();
// What is loaded when it is first needed takes turns that no seed decides.
await livesThrough(4, layOutFiles);
await liveThroughWorlds(import.meta.url, (seed) => livesThrough(seed, layOutFiles), 400);
