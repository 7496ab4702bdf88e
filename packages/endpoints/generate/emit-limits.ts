import { docComment } from './emit-doc-comment.ts';
import type { LimitModel } from './model.ts';
import { banner } from './module.ts';
import { literal } from './naming.ts';

/** Which limits the packages need, by the file that holds them. */
export const limitFiles: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    auth: [
      'authorizationCodeSeconds',
      'shortLivedTokenSeconds',
      'longLivedTokenSeconds',
      'minRefreshAgeSeconds',
    ],
    cli: [
      'longLivedTokenSeconds',
      'maxTextLength',
      'maxTextAttachmentLength',
      'maxCarouselItems',
      'maxAltTextLength',
      'maxPollOptions',
      'maxPollOptionLength',
      'maxSpoilers',
      'maxTopicTagLength',
      'maxLinks',
      'minPollOptions',
      'replyControls',
      'threadMetrics',
      'userMetrics',
      'demographicBreakdowns',
    ],
    'check-setup': ['longLivedTokenSeconds'],
    credentials: ['scopes', 'longLivedTokenSeconds'],
    inbox: ['minPostUnixSeconds'],
    mcp: ['maxTextLength', 'maxLinks', 'maxCarouselItems', 'threadMetrics', 'userMetrics'],
    media: [
      'maxImageBytes',
      'maxImageAspectRatio',
      'minImageWidthPixels',
      'maxImageWidthPixels',
      'maxVideoBytes',
      'maxVideoSeconds',
      'videoCodecs',
      'videoChroma',
      'minVideoAspectRatio',
      'maxVideoAspectRatio',
      'maxVideoWidthPixels',
      'minVideoFramesPerSecond',
      'maxVideoFramesPerSecond',
      'maxVideoBitsPerSecond',
      'audioCodecs',
      'maxAudioSamplesPerSecond',
      'minAudioChannels',
      'maxAudioChannels',
      'audioBitsPerSecond',
    ],
    storage: ['maxImageBytes', 'maxVideoBytes'],
    publish: [
      'maxTextLength',
      'maxTextAttachmentLength',
      'maxLinks',
      'minTopicTagLength',
      'maxTopicTagLength',
      'maxAltTextLength',
      'maxSpoilers',
      'textStyles',
      'minPollOptions',
      'maxPollOptions',
      'minPollOptionLength',
      'maxPollOptionLength',
      'maxCarouselItems',
      'replyControls',
      'containerErrorMessages',
      'containerSeconds',
      'maxVideoSeconds',
      'minVideoAspectRatio',
      'maxVideoAspectRatio',
      'minVideoFramesPerSecond',
      'maxVideoFramesPerSecond',
      'maxVideoBitsPerSecond',
      'maxAudioSamplesPerSecond',
      'minAudioChannels',
      'maxAudioChannels',
      'audioBitsPerSecond',
    ],
    webhooks: ['postMediaTypes'],
  }).map(([name, limits]) => [`packages/${name}/src/generated/limits.ts`, limits]),
);

/** What the type of the members of a list is called. */
const memberTypes: Readonly<Record<string, { readonly name: string; readonly doc: string }>> = {
  containerErrorMessages: {
    name: 'ContainerErrorMessage',
    doc: `Why a container failed, in Meta's spelling, as far as it is known: Meta may add others.

@see https://developers.facebook.com/documentation/threads/troubleshooting`,
  },
  replyControls: {
    name: 'ReplyControl',
    doc: `Who may reply to a post.

@example
\`\`\`ts
import type { ReplyControl } from '@threads-sdk/publish';

const replyControl: ReplyControl = 'accounts_you_follow';
\`\`\`

@see https://developers.facebook.com/documentation/threads/posts
@category Describe a post`,
  },
  scopes: {
    name: 'KnownScope',
    doc: `The permissions that Threads is known to offer. \`threads_basic\` belongs to every login.

@example
\`\`\`ts
import type { KnownScope } from '@threads-sdk/credentials';

const needed: readonly KnownScope[] = ['threads_basic', 'threads_content_publish'];
console.log(needed.join());
\`\`\`

@see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
@category Hold a token`,
  },
  textStyles: {
    name: 'TextStyle',
    doc: `How a part of a long text can look.

@example
\`\`\`ts
import type { TextStyle } from '@threads-sdk/publish';

const styles: readonly TextStyle[] = ['bold', 'underline'];
\`\`\`

@see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
@category Describe a post`,
  },
  postMediaTypes: {
    name: 'PostMediaType',
    doc: `What a post is made of, as far as it is known: Meta may add others.

@example
\`\`\`ts
import type { PostMediaType } from '@threads-sdk/webhooks';

const mediaType: PostMediaType = 'CAROUSEL_ALBUM';
console.log(mediaType);
\`\`\`

@see https://developers.facebook.com/documentation/threads/threads-media
@category Events`,
  },
};

/** The module with the limits of these names: plain constants, which cost nothing where they are not used. */
export function emitLimits(names: readonly string[], limits: ReadonlyMap<string, LimitModel>): string {
  return [banner, ...names.map((name) => emitLimit(name, limits.get(name)))].join('\n\n');
}

function emitLimit(name: string, limit: LimitModel | undefined): string {
  if (limit === undefined)
    throw new Error(
      `x-threads-limits: ${name} is needed but not there. Add it, or take it out of emit-limits.ts.`,
    );
  const { value, description, source } = limit;
  const comment = docComment(`${description}\n\n@see ${source}`);
  if (typeof value === 'number') return `${comment}export const ${name} = ${grouped(value)};`;
  const type = memberTypes[name];
  if (type === undefined) return `${comment}export const ${name}: readonly string[] = ${literal(value)};`;
  return [
    `${docComment(type.doc)}export type ${type.name} = ${value.map(literal).join(' | ')};`,
    `${comment}export const ${name}: readonly ${type.name}[] = ${literal(value)};`,
  ].join('\n\n');
}

/** With the thousands set apart, as the linter wants large numbers. */
function grouped(value: number): string {
  return value >= 10_000 ? String(value).replaceAll(/\B(?=(\d{3})+$)/g, '_') : String(value);
}
