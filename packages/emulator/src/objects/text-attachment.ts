import type { GraphNode } from '../graph/fields.ts';
import type { TextAttachment } from '../model/records.ts';

/** The long text of a post. Read without a selection it shows everything. */
export function textAttachmentNode(attachment: TextAttachment): GraphNode {
  return {
    fields: {
      plaintext: () => attachment.plaintext,
      link_attachment_url: () => attachment.linkAttachmentUrl,
      text_with_styling_info: () =>
        attachment.styling?.map(({ offset, length, styles }) => ({ offset, length, styling_info: styles })),
    },
    defaults: ['plaintext', 'link_attachment_url', 'text_with_styling_info'],
  };
}
