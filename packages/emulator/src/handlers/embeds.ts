import type { AnonymousCall, AnonymousHandler, Outcome } from './call.ts';
import { invalidParameter, objectNotFound } from '../graph/errors.ts';
import { limits } from '../description/limits.ts';
import { optionalNumber, requiredText } from '../graph/parameters.ts';
import { isPublic, permalinkOf } from '../model/posts.ts';
import { checkQuota, countUsage } from '../access/quota.ts';
import type { PostRecord } from '../model/records.ts';

/** HTML that shows a post on another site. */
export const embedHandlers: Readonly<Record<string, AnonymousHandler>> = { getOembed };

function getOembed({ context, parameters }: AnonymousCall): Outcome {
  const { store } = context;
  const url = requiredText(parameters, 'url');
  const { minEmbedWidthPixels: min, maxEmbedWidthPixels: max } = limits;
  const width = optionalNumber(parameters, 'maxwidth') ?? max.value;
  if (!Number.isInteger(width) || width < min.value || width > max.value)
    throw invalidParameter(`Param maxwidth must be from ${min.value} to ${max.value}.`);
  checkQuota(context, 'oembeds', store.app.clientId);
  const shortcode = shortcodeOf(url);
  const post = shortcode === undefined ? undefined : store.posts.withShortcode(shortcode);
  if (post === undefined || post.carouselItem || !isPublic(context, post)) throw objectNotFound('GET', url);
  if (post.content.allowlistedCountryCodes !== undefined) throw objectNotFound('GET', url);
  countUsage(context, 'oembeds', store.app.clientId);
  return {
    body: {
      type: 'rich',
      version: '1.0',
      html: embedHtml(permalinkOf(store, post), post),
      provider_name: 'Threads',
      provider_url: 'https://www.threads.com/',
      width,
    },
  };
}

function shortcodeOf(url: string): string | undefined {
  return /^https?:\/\/(?:www\.)?threads\.(?:com|net)\/(?:@[\w.]+\/post|t)\/([\w-]+)\/?(?:[?#]|$)/.exec(
    url,
  )?.[1];
}

// Nothing of the post's text is in it: permalinks and shortcodes need no escaping.
function embedHtml(permalink: string, { shortcode }: PostRecord): string {
  return (
    `<blockquote class="text-post-media" data-text-post-permalink="${permalink}" data-text-post-version="0" id="ig-tp-${shortcode}" ` +
    'style="background:#FFF; border-width:1px; border-style:solid; border-color:#00000026; border-radius:16px; max-width:650px; margin:1px; min-width:270px; padding:0; width:99.375%;">' +
    `<a href="${permalink}" style="font-family:-apple-system,sans-serif; text-decoration:none;" target="_blank">View on Threads</a></blockquote>` +
    '\n<script async src="https://www.threads.com/embed.js"></script>'
  );
}
