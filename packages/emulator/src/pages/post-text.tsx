import type { Child } from 'hono/jsx';
import type { TextEntity } from '../model/records.ts';
import { cutText } from './cut-text.ts';
import { findLinks } from './text-links.ts';

interface PostTextProperties {
  readonly text: string;
  readonly entities?: readonly TextEntity[] | undefined;
}

/** The text of a post with its links and mentions; spoilers open on demand. */
export const PostText = ({ text, entities = [] }: PostTextProperties): Child => (
  <div class="post-text">
    {cutText(text, entities).map(({ text: piece, ranges }) =>
      ranges.length === 0 ? (
        <LinkedText text={piece} />
      ) : (
        <details class="spoiler">
          <summary>Spoiler</summary>
          <LinkedText text={piece} />
        </details>
      ),
    )}
  </div>
);

const LinkedText = ({ text }: { readonly text: string }): Child => (
  <>
    {cutText(text, findLinks(text)).map(({ text: piece, ranges: [link] }) =>
      link === undefined ? (
        <span>{piece}</span>
      ) : (
        <a href={link.href} rel="noopener nofollow">
          {piece}
        </a>
      ),
    )}
  </>
);
