import type { Child } from 'hono/jsx';
import { limits } from '../description/limits.ts';
import type { TextAttachment } from '../model/records.ts';
import { cutText } from './cut-text.ts';

const knownStyles: readonly string[] = limits.textStyles.value;

/** The attached long text of a post in the styles that its author gave to parts of it. */
export const StyledText = ({ attachment }: { readonly attachment: TextAttachment }): Child => (
  <>
    {cutText(attachment.plaintext, attachment.styling ?? []).map(({ text, ranges }) => {
      const styles = ranges.flatMap((range) => range.styles).filter((style) => knownStyles.includes(style));
      return <span {...(styles.length === 0 ? {} : { class: styles.join(' ') })}>{text}</span>;
    })}
  </>
);
