import { countText } from '@threads-sdk/publish';
import type { Output } from '../../context.ts';
import { printable } from '../../output/printable.ts';
import { styled } from '../../output/styled.ts';
import { wrap } from '../../output/wrap.ts';
import { countsOf } from './counts.ts';
import type { Draft } from './draft.ts';

/** Shows posts as they will look: with their counts, media and settings. */
export function preview(output: Output, drafts: readonly Draft[], live = 0): string {
  return drafts
    .map(({ settings, media }, index) => {
      const text = textOf(settings);
      const number = drafts.length > 1 ? `${index + 1}/${drafts.length}  ` : '';
      const state = index < live ? ', live already' : '';
      return [
        styled(output, 'bold', wrap(`${number}${countsOf(text)}${state}`, output.width)),
        ...(text === undefined ? [] : [wrap(text, output.width, '  ')]),
        ...[...mediaLines(media), ...settingLines(settings)].map((line) =>
          styled(output, 'dim', wrap(printable(line), output.width, '  ')),
        ),
      ].join('\n');
    })
    .map((each) => `${each}\n`)
    .join('\n');
}

/** The same as data. */
export function previewData(drafts: readonly Draft[]): readonly object[] {
  return drafts.map(({ settings, media }) => {
    const text = textOf(settings);
    return {
      ...(text !== undefined && { text }),
      ...countText(text ?? ''),
      media: media.map(({ kind, written, altText }) => ({
        [kind]: written,
        ...(altText !== undefined && { alt_text: altText }),
      })),
    };
  });
}

function textOf({ text }: Draft['settings']): string | undefined {
  return typeof text === 'string' ? text : undefined;
}

function mediaLines(media: Draft['media']): readonly string[] {
  return media.map(
    ({ kind, written, altText }) =>
      `${kind} ${written}${altText === undefined || altText === '' ? ', without a description' : `: ${altText}`}`,
  );
}

function settingLines(settings: Draft['settings']): readonly string[] {
  const line = (name: string, words: string): readonly string[] => {
    const { [name]: value } = settings;
    if (value === undefined || value === false) return [];
    if (value === true) return [words];
    return [`${words} ${(Array.isArray(value) ? value.map(String) : [`${value as string}`]).join(' | ')}`];
  };
  const spoilers: readonly { offset: number; length: number }[] = Object(settings['spoilers'] ?? []);
  return [
    ...line('linkAttachment', 'link'),
    ...line('poll', 'poll'),
    ...(settings['textAttachment'] === undefined
      ? []
      : [
          `a long text of ${Array.from(String(Object(settings['textAttachment']).plaintext)).length} characters`,
        ]),
    ...(settings['gif'] === undefined ? [] : [`GIF ${Object(settings['gif']).id}`]),
    ...line('replyTo', 'answers'),
    ...line('quote', 'quotes'),
    ...line('topicTag', 'topic'),
    ...line('locationId', 'place'),
    ...spoilers.map(
      ({ offset, length }) => `covered: ${(textOf(settings) ?? '').slice(offset, offset + length)}`,
    ),
    ...line('isSpoilerMedia', 'its media are covered'),
    ...line('isGhostPost', 'archived after 24 hours'),
    ...line('allowlistedCountryCodes', 'only in'),
    ...line('replyControl', 'replies by'),
    ...line('enableReplyApprovals', 'replies wait for your approval'),
    ...line('crossreshareToIg', 'as a story on Instagram, background'),
  ];
}
