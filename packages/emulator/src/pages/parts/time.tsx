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
  <time datetime={new Date(instant).toISOString()}>
    {formatOf(seconds ? 'medium' : 'short').format(instant)} UTC
  </time>
);
