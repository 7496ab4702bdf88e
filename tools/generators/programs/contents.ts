import type * as heyApi from '../clients/hey-api/index.ts';
import type { components } from '../clients/openapi-fetch/threads.ts';
import type * as orval from '../clients/orval/threads.ts';
import type * as swagger from '../clients/swagger-typescript-api/threads.ts';

type Schemas = components['schemas'];

interface Contents<Poll, Gif, Spoiler, LongText> {
  readonly poll: Poll;
  readonly gif: Gif;
  readonly spoilers: Spoiler[];
  readonly longText: LongText;
}

/** What the JSON texts of the posts hold: these generators have a type for it, oazapfts has none. */
export const contents: Contents<
  Schemas['PollInput'] & heyApi.PollInput & orval.PollInput & swagger.PollInput,
  Schemas['GifInput'] & heyApi.GifInput & orval.GifInput & swagger.GifInput,
  Schemas['TextEntityInput'] & heyApi.TextEntityInput & orval.TextEntityInput & swagger.TextEntityInput,
  Schemas['TextAttachmentInput'] &
    heyApi.TextAttachmentInput &
    orval.TextAttachmentInput &
    swagger.TextAttachmentInput
> = {
  poll: { option_a: 'Nara & Uji', option_b: 'Osaka, by train', option_c: '"Kobe"' },
  gif: { gif_id: 'ZYWpHQsk8ySxr8vKEr', provider: 'GIPHY' },
  spoilers: [
    { entity_type: 'SPOILER', offset: 0, length: 4 },
    { entity_type: 'SPOILER', offset: 16, length: 4 },
  ],
  longText: {
    plaintext: 'It began with rain.\n雨 + 100 % = ☔️',
    link_attachment_url: 'https://blog.example/kyoto?day=1&page=2',
    text_with_styling_info: [
      { offset: 0, length: 8, styling_info: ['bold', 'italic'] },
      { offset: 9, length: 4, styling_info: ['bold'] },
    ],
  },
};
