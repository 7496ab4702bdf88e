import { numberAt } from '../bytes.ts';
import { needBox, readBoxes } from './boxes.ts';
import type { FragmentDefaults } from './read-index.ts';
import type { SampleTimes } from './tables.ts';

/** What a fragment holds of one track. */
export interface Fragment extends SampleTimes {
  readonly bytes: number;
}

/**
 * Adds up the samples of one track in `moof` (ISO/IEC 14496-12, 8.8.4 to 8.8.8).
 *
 * @throws {Stop} if the fragment is damaged
 */
export function readFragment(moof: Uint8Array, id: number, defaults: FragmentDefaults): Fragment {
  let count = 0;
  let duration = 0;
  let bytes = 0;
  for (const { type, content: traf } of readBoxes(moof)) {
    if (type !== 'traf') continue;
    const tfhd = needBox(traf, 'tfhd');
    if (numberAt(tfhd, 4, 4) !== id) continue;
    const usual = readHead(tfhd, defaults);
    for (const box of readBoxes(traf)) {
      if (box.type !== 'trun') continue;
      const run = readRun(box.content, usual);
      count += run.count;
      duration += run.duration;
      bytes += run.bytes;
    }
  }
  return { count, duration, bytes };
}

type Usual = Pick<FragmentDefaults, 'duration' | 'size'>;

function readHead(tfhd: Uint8Array, defaults: Usual): Usual {
  const flags = numberAt(tfhd, 2, 2);
  const position = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
  return {
    duration: flags & 8 ? numberAt(tfhd, position, 4) : defaults.duration,
    size: flags & 16 ? numberAt(tfhd, position + (flags & 8 ? 4 : 0), 4) : defaults.size,
  };
}

// The work is proportional to the bytes of the run, not to the number of samples that it announces.
function readRun(trun: Uint8Array, usual: Usual): Fragment {
  const flags = numberAt(trun, 2, 2);
  const count = numberAt(trun, 4, 4);
  const hasDuration = (flags & 0x100) !== 0;
  const hasSize = (flags & 0x200) !== 0;
  if (!hasDuration && !hasSize) return { count, duration: count * usual.duration, bytes: count * usual.size };
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  const start = 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  let duration = hasDuration ? 0 : count * usual.duration;
  let bytes = hasSize ? 0 : count * usual.size;
  for (let index = 0; index < count; index += 1) {
    const offset = start + index * fields * 4;
    if (hasDuration) duration += numberAt(trun, offset, 4);
    if (hasSize) bytes += numberAt(trun, offset + (hasDuration ? 4 : 0), 4);
  }
  return { count, duration, bytes };
}
