/**
 * Lives through many worlds on all cores, prints what happened in them and whatever was wrong, with the seed.
 *
 *     ./run test:worlds [--from 1] [--count 10000]
 */
import { liveThroughWorlds } from './live-through-worlds.ts';
import { livesThrough } from './world.ts';

await liveThroughWorlds(import.meta.url, livesThrough);
