import type { Child } from 'hono/jsx';

interface TimeProperties {
  /** Epoch milliseconds. */
  readonly instant: number;
  readonly seconds?: boolean;
}

// Kept, since to make one takes longer than the rest of a page.
const formats = /* @__PURE__ */ new Map<'short' | 'medium', Intl.DateTimeFormat>();

function formatOf(timeStyle: 'short' | 'medium'): Intl.DateTimeFormat {
  const kept = formats.get(timeStyle);
  if (kept) return kept;
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle, timeZone: 'UTC' });
  formats.set(timeStyle, format);
  return format;
}

/** An instant in words, in UTC, since the page cannot know where its reader is. */
export const Time = ({ instant, seconds = false }: TimeProperties): Child => (
  <time datetime={new Date(instant).toISOString()}>{timeText(instant, seconds)}</time>
);

/** How long ago an instant is, as short as it can be said; the instant itself is shown to who asks for it. */
export const Ago = ({ instant, now }: { readonly instant: number; readonly now: number }): Child => (
  <time datetime={new Date(instant).toISOString()} title={timeText(instant, false)}>
    {agoText(now - instant)}
  </time>
);

function timeText(instant: number, seconds: boolean): string {
  return `${formatOf(seconds ? 'medium' : 'short').format(instant)} UTC`;
}

/** A length of time in its largest unit, e.g. `5m`; of less than a minute `now`. */
function agoText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h`;
  const days = Math.floor(hours / 24);
  return days < 7 ? `${days}d` : `${Math.floor(days / 7)}w`;
}

/** A length of time in words, e.g. `3 hours`. */
export function durationText(milliseconds: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const;
  const [name, length] = units.find(([, size]) => milliseconds >= size) ?? ['second', 1000];
  const count = Math.max(1, Math.round(milliseconds / length));
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
