import { numberAt } from '../bytes.ts';
import { needBox, readBoxes } from './boxes.ts';
import type { FragmentDefaults } from './read-index.ts';
import { addLength, type Lengths } from './tables.ts';

/**
 * Adds the samples of one track in `moof` (ISO/IEC 14496-12, 8.8.4 to 8.8.8).
 *
 * @returns the bytes of these samples
 * @throws {Stop} if the fragment is damaged
 */
export function addFragment(
  lengths: Lengths,
  moof: Uint8Array,
  id: number,
  defaults: FragmentDefaults,
): number {
  let bytes = 0;
  for (const { type, content: traf } of readBoxes(moof)) {
    if (type !== 'traf') continue;
    const tfhd = needBox(traf, 'tfhd');
    if (numberAt(tfhd, 4, 4) !== id) continue;
    const usual = readHead(tfhd, defaults);
    for (const box of readBoxes(traf)) if (box.type === 'trun') bytes += addRun(lengths, box.content, usual);
  }
  return bytes;
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
function addRun(lengths: Lengths, trun: Uint8Array, usual: Usual): number {
  const flags = numberAt(trun, 2, 2);
  const count = numberAt(trun, 4, 4);
  const hasDuration = (flags & 0x100) !== 0;
  const hasSize = (flags & 0x200) !== 0;
  if (!hasDuration) addLength(lengths, usual.duration, count);
  let bytes = hasSize ? 0 : count * usual.size;
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  const start = 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  for (let index = 0; index < count && (hasDuration || hasSize); index += 1) {
    const offset = start + index * fields * 4;
    if (hasDuration) addLength(lengths, numberAt(trun, offset, 4), 1);
    if (hasSize) bytes += numberAt(trun, offset + (hasDuration ? 4 : 0), 4);
  }
  return bytes;
}
