import type { Child } from 'hono/jsx';

interface TimeProperties {
  /** Epoch milliseconds. */
  readonly instant: number;
  readonly seconds?: boolean;
}

/** An instant in words, in UTC, since the page cannot know where its reader is. */
export const Time = ({ instant, seconds = false }: TimeProperties): Child => {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: seconds ? 'medium' : 'short',
    timeZone: 'UTC',
  });
  return <time datetime={new Date(instant).toISOString()}>{format.format(instant)} UTC</time>;
};
