import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { isPlaceholder } from '@threads-sdk/tools/repository-address';
import type { CommentDisplayPart } from 'typedoc';

/**
 * The site has no folders of the repository: a link to one becomes one to the repository, or its path in words while that has no
 * address.
 *
 * @param content the text of a page with its links
 * @param pathOf where a link leads to on the disk, if it leads to no page
 * @param root the folder of the repository
 * @param address the repository's
 */
export function replaceFolderLinks(
  content: CommentDisplayPart[],
  pathOf: (link: CommentDisplayPart) => string | undefined,
  root: string,
  address: string,
): void {
  for (const [index, link] of content.entries()) {
    const path = pathOf(link);
    if (path === undefined || !statSync(path).isDirectory()) continue;
    const folder = relative(root, path);
    const [before, after] = [content[index - 1], content[index + 1]];
    if (!isPlaceholder(address)) content[index] = textPart(`${address}/tree/main/${folder}`);
    else if (before !== undefined && after !== undefined) {
      content[index] = textPart(` (\`${folder}\`)`);
      before.text = before.text.replace(/\[([^[\]]*)\]\($/, '$1');
      after.text = after.text.replace(/^\)/, '');
    }
  }
}

function textPart(text: string): CommentDisplayPart {
  return { kind: 'text', text };
}
