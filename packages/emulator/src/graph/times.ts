const day = 86_400_000;

/** An instant the way the API writes it: `2024-09-12T23:17:39+0000`. */
export function formatTimestamp(instant: number): string {
  const midnight = Math.floor(instant / day) * day;
  // Writing a date costs more than all the rest, and the posts of a page are of few days.
  if (midnight !== lastDay.midnight)
    lastDay = { midnight, date: new Date(midnight).toISOString().replace(/T.*/, '') };
  const seconds = Math.floor((instant - midnight) / 1000);
  return `${lastDay.date}T${pair(seconds / 3600)}:${pair((seconds / 60) % 60)}:${pair(seconds % 60)}+0000`;
}

let lastDay = { midnight: 0, date: '1970-01-01' };

function pair(count: number): string {
  return count < 10 ? `0${Math.floor(count)}` : `${Math.floor(count)}`;
}

const units: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day,
  week: 604_800_000,
};

/**
 * Reads a time parameter: Unix seconds, a date text, or one of the relative texts of PHP's `strtotime` that people use
 * (`now`, `today`, `yesterday`, `-2 days`, `1 week ago`).
 *
 * @returns Epoch milliseconds, or `undefined` where the text is no time.
 */
export function parseTime(text: string, now: number): number | undefined {
  const instant = readInstant(text, now);
  // Beyond this there are no dates.
  return instant !== undefined && Math.abs(instant) <= 8.64e15 ? instant : undefined;
}

function readInstant(text: string, now: number): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.floor(Number(trimmed)) * 1000;
  const midnight = Math.floor(now / day) * day;
  if (trimmed === 'now') return now;
  if (trimmed === 'today') return midnight;
  if (trimmed === 'yesterday') return midnight - day;
  const relative = /^([+-]?)(\d+) (second|minute|hour|day|week)s?( ago)?$/.exec(trimmed);
  if (relative !== null) {
    const [, sign, count, unit = '', ago] = relative;
    const distance = Number(count) * (units[unit] ?? 0);
    return sign === '-' || ago !== undefined ? now - distance : now + distance;
  }
  // Without a zone a text is UTC; `+0000` is the API's own form.
  const zoned = /\d(z|\s?[+-]\d{2}:?\d{2})$|utc$|gmt$/.test(trimmed) && !/^[\d-]+$/.test(trimmed);
  const instant = Date.parse(
    zoned
      ? trimmed.toUpperCase().replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
      : `${trimmed.replace(/(\d)t(\d)/, '$1 $2')} UTC`,
  );
  return Number.isNaN(instant) ? undefined : instant;
}
