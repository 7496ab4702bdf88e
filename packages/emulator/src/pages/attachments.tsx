import type { Child } from 'hono/jsx';
import type { Content, LocationRecord, PostRecord, TextAttachment } from '../model/records.ts';
import type { Store } from '../model/store.ts';
import { PollResults } from './poll-results.tsx';
import { StyledText } from './styled-text.tsx';
import type { View } from './parts/view.ts';
import { isOwnMedia, mediaUrl, webUrl } from './web-url.ts';

/** Everything that hangs on a post beside its text, except a quoted post. */
export const Attachments = ({
  view,
  post,
  id,
}: {
  readonly view: View;
  readonly post: PostRecord;
  /** Of the card, its own on the page; absent where nothing can be done. */
  readonly id?: string;
}): Child => {
  const { store } = view.context;
  const { content } = post;
  return (
    <>
      {content.children === undefined ? (
        <Media post={post} />
      ) : (
        <Carousel items={content.children.flatMap((child) => store.posts.get(child) ?? [])} />
      )}
      {content.gifUrl === undefined ? null : <Picture url={content.gifUrl} altText="GIF" />}
      {content.poll === undefined ? null : (
        <PollResults view={view} post={post} poll={content.poll} id={id} />
      )}
      {content.textAttachment === undefined ? null : <LongText attachment={content.textAttachment} />}
      {content.linkAttachmentUrl === undefined ? null : <LinkCard url={content.linkAttachmentUrl} />}
    </>
  );
};

/** The place of a post, if it has one. */
export function locationOf(store: Store, content: Content): LocationRecord | undefined {
  return content.locationId === undefined ? undefined : store.locations.get(content.locationId);
}

const Media = ({ post }: { readonly post: PostRecord }): Child => {
  const { mediaUrl: url, thumbnailUrl, altText, spoilerMedia } = post.content;
  if (url === undefined) return null;
  const media =
    post.mediaType === 'VIDEO' ? (
      <Video url={url} still={thumbnailUrl} altText={altText} />
    ) : (
      <Picture url={url} altText={altText} />
    );
  if (!spoilerMedia) return media;
  return (
    <details class="spoiler">
      <summary>Spoiler: show the media</summary>
      {media}
    </details>
  );
};

const Carousel = ({ items }: { readonly items: readonly PostRecord[] }): Child => (
  <ul class="carousel" tabindex={0} aria-label={`Carousel with ${items.length} items`}>
    {items.map((item) => (
      <li>
        <Media post={item} />
      </li>
    ))}
  </ul>
);

const videoTile = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="#8c857c" d="M0 0h4v3H0z"/><circle cx="2" cy="1.4" r=".42" fill="#f7f5f2"/><path fill="#635d56" d="M1.87 1.18v.44l.38-.22z"/></svg>',
)}`;

interface MediaProperties {
  readonly url: string;
  readonly altText?: string | undefined;
}

// What cannot be loaded shows its alternative text on a tile: the stylesheet draws it over the sign of the browser.
const Picture = ({ url, altText }: MediaProperties): Child => {
  const source = mediaUrl(url);
  return (
    <figure class="media">
      {source === undefined ? (
        <code>{url}</code>
      ) : (
        <img src={source} alt={altText ?? 'Image without alternative text'} loading="lazy" />
      )}
      <AltText text={altText} />
    </figure>
  );
};

// The still image of a video from elsewhere has an address and no file: it begins as a tile.
const Video = ({ url, still, altText }: MediaProperties & { readonly still: string | undefined }): Child => {
  const source = mediaUrl(url);
  const poster = isOwnMedia(still) ? still : videoTile;
  return (
    <figure class="media">
      {source === undefined ? (
        <code>{url}</code>
      ) : (
        <video
          src={source}
          controls
          preload="none"
          aria-label={altText ?? 'Video without alternative text'}
          poster={poster}
        />
      )}
      <AltText text={altText} />
    </figure>
  );
};

// Shown to everyone, since people who build on Threads want to see at a glance whether their posts carry it.
const AltText = ({ text }: { readonly text: string | undefined }): Child =>
  text === undefined ? null : (
    <details class="alt">
      <summary>
        ALT<span class="unseen">ernative text</span>
      </summary>
      <p>{text}</p>
    </details>
  );

const LinkCard = ({ url }: { readonly url: string }): Child => {
  const href = webUrl(url);
  if (href === undefined) return <code>{url}</code>;
  return (
    <a class="inset link-card" href={href} rel="noopener nofollow">
      <span class="muted small">{new URL(href).host}</span>
      <br />
      <span>{url}</span>
    </a>
  );
};

const LongText = ({ attachment }: { readonly attachment: TextAttachment }): Child => (
  <div class="inset">
    <div class="long-text" tabindex={0} role="group" aria-label="Attached text">
      <StyledText attachment={attachment} />
    </div>
    {attachment.linkAttachmentUrl === undefined ? null : <LinkCard url={attachment.linkAttachmentUrl} />}
  </div>
);
