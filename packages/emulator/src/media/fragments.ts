import { boxesIn, boxOf } from './boxes.ts';
import type { Film, SampleDefaults } from './film.ts';
import { addLength } from './samples.ts';

/**
 * Adds the pictures of a fragment to those of a film, by the content of `moof` (ISO/IEC 14496-12, 8.8.4 to 8.8.8).
 *
 * @throws {RangeError} if it is broken.
 */
export function addFragment({ pictures, fragments }: Film, moof: DataView): void {
  if (pictures === undefined || fragments === undefined) return;
  for (const { type, content: traf } of boxesIn(moof)) {
    if (type !== 'traf') continue;
    const tfhd = boxOf(traf, 'tfhd');
    if (tfhd.getUint32(4) !== pictures.id) continue;
    const usual = defaultsOf(tfhd, fragments);
    for (const run of boxesIn(traf)) {
      if (run.type !== 'trun') continue;
      const bytes = addRun(pictures.samples.lengths, run.content, usual);
      pictures.samples = { ...pictures.samples, bytes: pictures.samples.bytes + bytes };
    }
  }
}

function defaultsOf(tfhd: DataView, { length, size }: SampleDefaults): SampleDefaults {
  const flags = tfhd.getUint16(2);
  let position = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
  const next = (): number => {
    position += 4;
    return tfhd.getUint32(position - 4);
  };
  return { length: flags & 8 ? next() : length, size: flags & 16 ? next() : size };
}

/** Adds the lengths of a run. Returns how many bytes its samples have. */
function addRun(lengths: Map<number, number>, trun: DataView, usual: SampleDefaults): number {
  const flags = trun.getUint16(2);
  const count = trun.getUint32(4);
  const tells = (flag: number): boolean => (flags & flag) !== 0;
  const columns = [0x100, 0x200, 0x400, 0x800].filter(tells).length;
  const start = 8 + (tells(1) ? 4 : 0) + (tells(4) ? 4 : 0);
  if (!tells(0x100)) addLength(lengths, usual.length, count);
  if (!tells(0x100) && !tells(0x200)) return count * usual.size;
  let bytes = tells(0x200) ? 0 : count * usual.size;
  for (let sample = 0; sample < count; sample += 1) {
    const at = start + sample * columns * 4;
    if (tells(0x100)) addLength(lengths, trun.getUint32(at), 1);
    if (tells(0x200)) bytes += trun.getUint32(at + (tells(0x100) ? 4 : 0));
  }
  return bytes;
}
