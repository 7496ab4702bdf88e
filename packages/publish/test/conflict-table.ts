const image = { image: 'https://images.example/a.jpg' } as const;
const video = { video: 'https://videos.example/a.mp4' } as const;
const wireImage = { media_type: 'IMAGE', image_url: image.image, text: 'Text' } as const;
const text = { media_type: 'TEXT', text: 'Text' } as const;

/** Posts to which each feature is added, as `publish` takes them and on the wire. */
export const columns = [
  { name: 'TEXT', post: { text: 'Text' }, wire: text },
  { name: 'IMAGE', post: { text: 'Text', media: [image] }, wire: wireImage },
  {
    name: 'VIDEO',
    post: { text: 'Text', media: [video] },
    wire: { media_type: 'VIDEO', video_url: video.video, text: 'Text' },
  },
  {
    name: 'CAROUSEL',
    post: { text: 'Text', media: [image, video] },
    wire: { media_type: 'CAROUSEL', children: 'CHILDREN', text: 'Text' },
  },
  {
    name: 'child',
    post: { text: 'Text', media: [image, video] },
    wire: { ...wireImage, is_carousel_item: 'true' },
  },
  { name: 'reply', post: { text: 'Text', replyTo: '1' }, wire: { ...text, reply_to_id: 'POST' } },
  {
    name: 'poll',
    post: { text: 'Text', poll: ['Tea', 'Coffee'] },
    wire: { ...text, poll_attachment: '{"option_a":"Tea","option_b":"Coffee"}' },
  },
  {
    name: 'link',
    post: { text: 'Text', linkAttachment: 'https://page.example/' },
    wire: { ...text, link_attachment: 'https://page.example/' },
  },
  {
    name: 'long text',
    post: { text: 'Text', textAttachment: { plaintext: 'Long' } },
    wire: { ...text, text_attachment: '{"plaintext":"Long"}' },
  },
  { name: 'ghost', post: { text: 'Text', isGhostPost: true }, wire: { ...text, is_ghost_post: 'true' } },
  {
    name: 'approvals',
    post: { text: 'Text', enableReplyApprovals: true },
    wire: { ...text, enable_reply_approvals: 'true' },
  },
] as const;

/**
 * What Threads takes with what, in the order of the columns: `y` and `n` are known, `?` is not and is left to Threads,
 * `-` is the same thing twice.
 */
export const rows = [
  {
    name: 'poll',
    post: { poll: ['Tea', 'Coffee'] },
    wire: { poll_attachment: '{"option_a":"Tea","option_b":"Coffee"}' },
    verdicts: 'y n n n n y - n n n ?',
  },
  {
    name: 'link card',
    post: { linkAttachment: 'https://page.example/' },
    wire: { link_attachment: 'https://page.example/' },
    verdicts: 'y n n n n y n - y n ?',
  },
  {
    name: 'GIF',
    post: { gif: { id: 'a' } },
    wire: { gif_attachment: '{"gif_id":"a","provider":"GIPHY"}' },
    verdicts: 'y n n n n y ? ? ? n ?',
  },
  {
    name: 'long text',
    post: { textAttachment: { plaintext: 'Long' } },
    wire: { text_attachment: '{"plaintext":"Long"}' },
    verdicts: 'y n n n n y n y - n ?',
  },
  {
    name: 'long text with a link',
    post: { textAttachment: { plaintext: 'Long', linkAttachment: 'https://inner.example/' } },
    wire: { text_attachment: '{"plaintext":"Long","link_attachment_url":"https://inner.example/"}' },
    verdicts: 'y n n n n y n n - n ?',
  },
  {
    name: 'ghost',
    post: { isGhostPost: true },
    wire: { is_ghost_post: 'true' },
    verdicts: 'y n n n n n n n n - n',
  },
  {
    name: 'spoiler in the text',
    post: { spoilers: [{ offset: 0, length: 1 }] },
    wire: { text_entities: '[{"entity_type":"SPOILER","offset":0,"length":1}]' },
    verdicts: 'y y y y ? y ? ? ? y ?',
  },
  {
    name: 'spoiler of the media',
    post: { isSpoilerMedia: true },
    wire: { is_spoiler_media: 'true' },
    verdicts: 'n y y y ? n n n n n n',
  },
  {
    name: 'alternative text',
    post: { altText: 'Words' },
    wire: { alt_text: 'Words' },
    verdicts: 'n y y y y n n n n n n',
  },
  { name: 'quote', post: { quote: '1' }, wire: { quote_post_id: 'POST' }, verdicts: 'y y y y y ? ? ? ? n ?' },
  { name: 'topic', post: { topicTag: 'tea' }, wire: { topic_tag: 'tea' }, verdicts: 'y y y y y y y y y n y' },
  {
    name: 'location',
    post: { locationId: '1' },
    wire: { location_id: 'LOCATION' },
    verdicts: 'y y y y y y y y y n y',
  },
  {
    name: 'reply control',
    post: { replyControl: 'everyone' },
    wire: { reply_control: 'everyone' },
    verdicts: 'y y y y y y y y y n y',
  },
  {
    name: 'Instagram',
    post: { crossreshareToIg: 'light' },
    wire: { crossreshare_to_ig: 'true' },
    verdicts: 'y y y y y ? ? ? ? n ?',
  },
  {
    name: 'Instagram in dark',
    post: { crossreshareToIg: 'dark' },
    wire: { crossreshare_to_ig_dark_mode: 'true' },
    verdicts: 'y y y y y ? ? ? ? n ?',
  },
  {
    name: 'publishing at once',
    post: {},
    fast: true,
    wire: { auto_publish_text: 'true' },
    verdicts: 'y n n n n y ? ? ? ? ?',
  },
] as const;

const ofThePost = 'Threads takes it with an item and nobody knows what for; here it is said of the post.';

/** Where `publish` and Threads' own rules cannot agree, and why. */
export const disagreements: Readonly<Record<string, string>> = {
  'spoiler in the text, child':
    'Nobody knows whether the item of a carousel can have a text of its own; `publish` gives texts to posts alone.',
  'spoiler of the media, child': 'The post says it for all of its media, so an item has no need to.',
  'quote, child': ofThePost,
  'topic, child': ofThePost,
  'location, child': ofThePost,
  'reply control, child': ofThePost,
  'Instagram, child': ofThePost,
  'Instagram in dark, child': ofThePost,
  'alternative text, CAROUSEL': 'The items have alternative texts; that of the whole would be lost.',
};
