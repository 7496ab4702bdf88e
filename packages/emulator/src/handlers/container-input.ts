import { readGif, readPoll, readTextAttachment, readTextEntities } from '../graph/attachments.ts';
import type { Call } from './call.ts';
import { containerStatus, expirationOf } from '../model/containers.ts';
import {
  decidedBy,
  geoGatingRefused,
  invalidCarouselChildren,
  invalidLinkAttachment,
  invalidParameter,
  parameterMissing,
} from '../graph/errors.ts';
import { limits } from '../description/limits.ts';
import { isUnreachable } from '../media/inspect-media.ts';
import {
  optionalBoolean,
  optionalChoice,
  optionalList,
  optionalText,
  requiredText,
  type Parameters,
} from '../graph/parameters.ts';
import { isVisibleTo, videoContent } from '../model/posts.ts';
import { audiences, mayReply } from '../model/reply-control.ts';
import type { ContainerRecord, Content } from '../model/records.ts';
import { checkLength, checkLinks, checkText, checkTopicTag, topicIn } from '../graph/text-rules.ts';

type MediaType = ContainerRecord['mediaType'];

/** What `createContainer` was asked for, checked. */
export type ContainerInput = Pick<
  ContainerRecord,
  'mediaType' | 'carouselItem' | 'content' | 'crossreshare'
> & {
  readonly autoPublish: boolean;
};

/**
 * Reads the parameters of a new container.
 *
 * @throws {GraphError} for the first parameter that is missing, wrong, or does not go with another.
 */
export function readContainerInput(call: Call): ContainerInput {
  const { parameters } = call;
  const carouselItem = optionalBoolean(parameters, 'is_carousel_item') ?? false;
  const mediaType = readMediaType(parameters, carouselItem);
  const content: Content = {
    ...readText(call),
    ...readMedia(call, mediaType),
    ...readAttachments(parameters),
    ...readReferences(call),
    ...readAudience(call),
    spoilerMedia: optionalBoolean(parameters, 'is_spoiler_media') ?? false,
    ghost: optionalBoolean(parameters, 'is_ghost_post') ?? false,
  };
  const crossreshare =
    (optionalBoolean(parameters, 'crossreshare_to_ig') ?? false) ||
    (optionalBoolean(parameters, 'crossreshare_to_ig_dark_mode') ?? false);
  const input: ContainerInput = {
    mediaType,
    carouselItem,
    content,
    crossreshare,
    autoPublish: optionalBoolean(parameters, 'auto_publish_text') ?? false,
  };
  checkCombinations(parameters, input);
  checkTextPresence(input);
  checkLinks(content.text, [content.linkAttachmentUrl, content.textAttachment?.linkAttachmentUrl]);
  return input;
}

/** What is for the whole post. Clients send it with every item of a carousel; what it does there is not known: here, nothing. */
const ofTheWhole: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'reply_to_id',
  'quote_post_id',
  'location_id',
  'topic_tag',
  'reply_control',
  'crossreshare_to_ig',
  'crossreshare_to_ig_dark_mode',
]);

/** The parameters of a new container that count. */
export function containerParameters(parameters: Parameters): Parameters {
  if (optionalBoolean(parameters, 'is_carousel_item') !== true) return parameters;
  return new Map([...parameters].filter(([name]) => !ofTheWhole.has(name)));
}

// Meta's example of a carousel's child leaves the type out, and another writes it in lower case.
function readMediaType(parameters: Parameters, carouselItem: boolean): MediaType {
  const text = optionalText(parameters, 'media_type');
  if (text === undefined) {
    if (carouselItem && parameters.has('image_url')) return 'IMAGE';
    if (carouselItem && parameters.has('video_url')) return 'VIDEO';
    throw parameterMissing('media_type');
  }
  const mediaTypes = limits.containerMediaTypes.value;
  const mediaType = mediaTypes.find((candidate) => candidate === text.toUpperCase());
  if (mediaType === undefined)
    throw invalidParameter(`Param media_type must be one of {${mediaTypes.join(', ')}}`);
  return mediaType;
}

function readText({ context, parameters }: Call): Pick<Content, 'text' | 'topicTag' | 'textEntities'> {
  const text = optionalText(parameters, 'text');
  checkText(text, context.settings.current.behaviour.textLength);
  const topic = optionalText(parameters, 'topic_tag');
  checkTopicTag(topic);
  // Which one wins where both are there is not known.
  const topicTag = topic ?? (text === undefined ? undefined : topicIn(text));
  const textEntities = readTextEntities(parameters);
  return {
    ...(text === undefined ? {} : { text }),
    ...(topicTag === undefined ? {} : { topicTag }),
    ...(textEntities === undefined ? {} : { textEntities }),
  };
}

function readMedia(
  call: Call,
  mediaType: MediaType,
): Pick<Content, 'mediaUrl' | 'thumbnailUrl' | 'altText' | 'children'> {
  const { parameters } = call;
  const altText = optionalText(parameters, 'alt_text');
  checkLength('alt_text', altText, limits.maxAltTextLength.value);
  const alternative = altText === undefined ? {} : { altText };
  if (mediaType === 'IMAGE') return { mediaUrl: readUrl(parameters, 'image_url'), ...alternative };
  if (mediaType === 'VIDEO') return { ...videoContent(readUrl(parameters, 'video_url')), ...alternative };
  // The alternative texts of a carousel are those of its items.
  if (mediaType === 'CAROUSEL') return { children: readChildren(call) };
  return alternative;
}

function readChildren(call: Call): readonly string[] {
  const { context, parameters, user } = call;
  const { unfinishedChildren } = context.settings.current.behaviour;
  const children = optionalList(parameters, 'children');
  if (children === undefined) throw parameterMissing('children');
  const { minCarouselItems: min, maxCarouselItems: max } = limits;
  if (children.length < min.value || children.length > max.value)
    throw invalidParameter(`Param children must have ${min.value} to ${max.value} items.`);
  const invalid = children.filter((id) => {
    const child = context.store.containers.get(id);
    if (child === undefined || child.ownerId !== user.id || !child.carouselItem) return true;
    const status = containerStatus(context, child);
    // Nothing says that an item may stand in one carousel alone.
    if (status === 'PUBLISHED') return context.clock.now() >= expirationOf(context, child);
    return status !== 'FINISHED' && (status !== 'IN_PROGRESS' || unfinishedChildren === 'refuse');
  });
  if (invalid.length > 0) {
    const mayCome = invalid.every((id) => isInProgress(call, id));
    throw decidedBy(mayCome ? ['behaviour.unfinishedChildren'] : [], invalidCarouselChildren(invalid));
  }
  return children;
}

function isInProgress({ context, user }: Call, id: string): boolean {
  const child = context.store.containers.get(id);
  if (child?.ownerId !== user.id || !child.carouselItem) return false;
  return containerStatus(context, child) === 'IN_PROGRESS';
}

function readUrl(parameters: Parameters, name: string): string {
  const text = requiredText(parameters, name);
  if (!isWebUrl(text)) throw invalidParameter(`Param ${name} is not a valid URI.`);
  return text;
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

function readAttachments(
  parameters: Parameters,
): Pick<Content, 'linkAttachmentUrl' | 'poll' | 'gifUrl' | 'textAttachment'> {
  const link = optionalText(parameters, 'link_attachment');
  if (link !== undefined && !isWebUrl(link))
    throw invalidParameter('Param link_attachment is not a valid URI.');
  if (link !== undefined && isUnreachable(link)) throw invalidLinkAttachment();
  const poll = readPoll(parameters);
  const gifUrl = readGif(parameters);
  const textAttachment = readTextAttachment(parameters);
  return {
    ...(link === undefined ? {} : { linkAttachmentUrl: link }),
    ...(poll === undefined ? {} : { poll }),
    ...(gifUrl === undefined ? {} : { gifUrl }),
    ...(textAttachment === undefined ? {} : { textAttachment }),
  };
}

function readReferences(call: Call): Pick<Content, 'replyToId' | 'quotedPostId' | 'locationId'> {
  const { context, parameters } = call;
  const replyToId = readPostId(call, 'reply_to_id');
  const quotedPostId = readPostId(call, 'quote_post_id');
  const locationId = optionalText(parameters, 'location_id');
  if (locationId !== undefined && !context.store.locations.has(locationId)) {
    throw invalidParameter('Param location_id is not a valid location ID');
  }
  return {
    ...(replyToId === undefined ? {} : { replyToId }),
    ...(quotedPostId === undefined ? {} : { quotedPostId }),
    ...(locationId === undefined ? {} : { locationId }),
  };
}

function readPostId({ context, parameters, user }: Call, name: string): string | undefined {
  const id = optionalText(parameters, name);
  if (id === undefined) return undefined;
  const post = context.store.posts.get(id);
  const exists = post !== undefined && !post.carouselItem && isVisibleTo(context, post, user.id);
  // What somebody is told who may not reply is not known: here the same as for a post that is not there.
  if (!exists || (name === 'reply_to_id' && !mayReply(context, user, post))) {
    throw invalidParameter(`Param ${name} is not a valid threads_media ID`);
  }
  return id;
}

function readAudience({
  parameters,
  user,
}: Call): Pick<Content, 'replyAudience' | 'replyApprovals' | 'allowlistedCountryCodes'> {
  const countries = optionalList(parameters, 'allowlisted_country_codes');
  if (countries !== undefined && !user.geoGating)
    throw geoGatingRefused('THREADS_API__FEATURE_NOT_AVAILABLE');
  if (countries?.some((code) => !/^[A-Z]{2}$/.test(code)) === true) {
    throw geoGatingRefused('THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES');
  }
  return {
    replyAudience:
      audiences[optionalChoice(parameters, 'reply_control', limits.replyControls.value) ?? 'everyone'],
    replyApprovals: optionalBoolean(parameters, 'enable_reply_approvals') ?? false,
    ...(countries === undefined ? {} : { allowlistedCountryCodes: countries }),
  };
}

function checkTextPresence({ mediaType, content }: ContainerInput): void {
  const { text, linkAttachmentUrl, textAttachment, gifUrl } = content;
  const carriers = [text, linkAttachmentUrl, textAttachment, gifUrl];
  if (mediaType === 'TEXT' && carriers.every((carrier) => carrier === undefined))
    throw parameterMissing('text');
}

/**
 * Refuses what does not go together in a container. What goes with what is documented, where it is not it is allowed;
 * how Meta words a refusal is not known.
 *
 * @throws {GraphError} `invalidParameter` naming the first pair.
 */
function checkCombinations(parameters: Parameters, input: ContainerInput): void {
  const { mediaType, carouselItem, content, autoPublish, crossreshare } = input;
  const isText = mediaType === 'TEXT';
  const isSent = (name: string): boolean => optionalText(parameters, name) !== undefined;
  const refuse = (condition: boolean, name: string, other: string): void => {
    if (condition) throw invalidParameter(`Param ${name} is not supported with ${other}`);
  };
  const refuseEach = (present: Readonly<Record<string, boolean>>, name: string): void => {
    for (const [other, isPresent] of Object.entries(present)) refuse(isPresent, name, other);
  };
  const attached = {
    poll_attachment: content.poll !== undefined,
    link_attachment: content.linkAttachmentUrl !== undefined,
    gif_attachment: content.gifUrl !== undefined,
    text_attachment: content.textAttachment !== undefined,
  };
  const placed = {
    reply_to_id: content.replyToId !== undefined,
    quote_post_id: content.quotedPostId !== undefined,
    location_id: content.locationId !== undefined,
    topic_tag: isSent('topic_tag'),
    reply_control: isSent('reply_control'),
    crossreshare_to_ig: crossreshare,
  };
  const textOnly = { ...attached, is_ghost_post: content.ghost, auto_publish_text: autoPublish };
  const type = `media_type ${mediaType}`;
  refuse(carouselItem && mediaType !== 'IMAGE' && mediaType !== 'VIDEO', 'is_carousel_item', type);
  if (!isText) for (const [name, present] of Object.entries(textOnly)) refuse(present, name, type);
  refuse(content.altText !== undefined && isText, 'alt_text', type);
  refuse(content.spoilerMedia && isText, 'is_spoiler_media', type);
  if (attached.poll_attachment) {
    refuse(attached.link_attachment, 'poll_attachment', 'link_attachment');
    refuse(attached.text_attachment, 'poll_attachment', 'text_attachment');
  }
  const innerLink = content.textAttachment?.linkAttachmentUrl !== undefined;
  refuse(attached.link_attachment && innerLink, 'text_attachment[link_attachment_url]', 'link_attachment');
  if (content.ghost) {
    refuseEach({ ...placed, ...attached, enable_reply_approvals: content.replyApprovals }, 'is_ghost_post');
  }
}
