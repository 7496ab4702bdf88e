import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';

/** The strokes of each icon on a field of 24 by 24. */
const strokes = {
  home: 'M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-5h4v5',
  overview: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  requests: 'M4 8h13l-3-3M20 16H7l3 3',
  containers: 'M12 3 20 7.5v9L12 21l-8-4.5v-9zM4 7.5 12 12l8-4.5M12 12v9',
  webhooks: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  clock: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M12 7.5V12l3 2',
  faults: 'M13 3 5 13.5h6L10.5 21 19 10.5h-6z',
  like: 'M12 20C5 15.5 3.5 12 3.5 9A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2c0 3-1.5 6.5-8.5 11z',
  reply:
    'M20 11.5c0 4.200-3.600 7.5-8 7.5-1.300 0-2.5-.3-3.600-.8L4 19.5l1.300-3.900A7.200 7.200 0 0 1 4 11.5C4 7.300 7.600 4 12 4s8 3.300 8 7.5z',
  repost: 'M7 7h9a2 2 0 0 1 2 2v5M15.5 11.5 18 14l2.5-2.5M17 17H8a2 2 0 0 1-2-2v-5M8.5 12.5 6 10l-2.5 2.5',
  quote: 'M6 6h12v9h-6l-4 4v-4H6z',
  views:
    'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  bin: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5',
  poll: 'M5 6h14M5 12h9M5 18h5',
} as const;

export type IconName = keyof typeof strokes;

/** A drawing beside a text that says the same. */
export const Icon = ({ name }: { readonly name: IconName }): Child => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={strokes[name]} />
  </svg>
);

/** The emulator's own mark: a spool of thread. */
export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="15" fill="#23212b"/><path d="M46 46c8-1 9-11 3-14" fill="none" stroke="#f4a259" stroke-width="3.5" stroke-linecap="round"/><rect x="14" y="11" width="36" height="8" rx="4" fill="#f3e9dc"/><rect x="14" y="45" width="36" height="8" rx="4" fill="#f3e9dc"/><path d="M19 19h26v26H19z" fill="#c8553d"/><path d="M19 25.5 45 22M19 32l26-3.5M19 38.5 45 35M19 44.5 45 41.5" stroke="#f4a259" stroke-width="3" stroke-linecap="round"/></svg>`;

/** The mark in a page. */
export const Mark = (): Child => (
  <span class="brand-mark" aria-hidden="true">
    {raw(mark)}
  </span>
);
