import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../context.ts';
import type { Content, LocationRecord, PostRecord, TextAttachment } from '../model/records.ts';
import type { Store } from '../model/store.ts';
import { PollResults } from './poll-results.tsx';
import { StyledText } from './styled-text.tsx';
import { webUrl } from './web-url.ts';

/** Everything that hangs on a post beside its text, except a quoted post. */
export const Attachments = ({
  context,
  post,
}: {
  readonly context: EmulatorContext;
  readonly post: PostRecord;
}): Child => {
  const { store } = context;
  const { content } = post;
  return (
    <>
      {content.children === undefined ? (
        <Media post={post} />
      ) : (
        <Carousel items={content.children.flatMap((id) => store.posts.get(id) ?? [])} />
      )}
      {content.gifUrl === undefined ? null : <Picture url={content.gifUrl} altText="GIF" />}
      {content.poll === undefined ? null : <PollResults context={context} post={post} poll={content.poll} />}
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
  const { mediaUrl, altText, spoilerMedia } = post.content;
  if (mediaUrl === undefined) return null;
  const media =
    post.mediaType === 'VIDEO' ? (
      <Video url={mediaUrl} altText={altText} />
    ) : (
      <Picture url={mediaUrl} altText={altText} />
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

interface MediaProperties {
  readonly url: string;
  readonly altText?: string | undefined;
}

const Picture = ({ url, altText }: MediaProperties): Child => {
  const source = webUrl(url);
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

// Without its still image: that has an address and no file.
const Video = ({ url, altText }: MediaProperties): Child => {
  const source = webUrl(url);
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
        />
      )}
      <AltText text={altText} />
    </figure>
  );
};

// Shown to everyone, since people who build on Threads want to see at a glance whether their posts carry it.
const AltText = ({ text }: { readonly text: string | undefined }): Child =>
  text === undefined ? null : <figcaption aria-hidden="true">ALT {text}</figcaption>;

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
