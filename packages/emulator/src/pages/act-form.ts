import { emulatorPath } from './parts/layout.tsx';
import type { FormFields } from './parts/form.ts';

/** Where the forms of posts and profiles lead. */
export const actPath: string = `${emulatorPath}/act`;
/** Where a person chooses whom to act as. */
export const asPath: string = `${emulatorPath}/as`;

/** What a form of posts or profiles asks for, in the shape of an act; whether it is one is checked by who carries it out. */
export function readActForm({ text, all }: FormFields): Readonly<Record<string, unknown>> {
  const alternative = text('alt') === undefined ? {} : { altText: text('alt') };
  const media = [
    ...all('image').map((image) => ({ image: image.trim(), ...alternative })),
    ...all('video').map((video) => ({ video: video.trim(), ...alternative })),
  ];
  const poll = all('poll');
  const vote = text('vote');
  const members = {
    act: vote === undefined ? text('act') : 'vote',
    by: text('by'),
    to: text('to'),
    // A form has its line ends in the way of the internet.
    text: text('text')?.replaceAll('\r\n', '\n'),
    media: media.length === 0 ? undefined : media,
    poll: poll.length === 0 ? undefined : poll,
    option: vote === undefined ? undefined : Number(vote),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
