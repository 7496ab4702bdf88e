import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const readme = new URL('../../README.md', import.meta.url);

/** A group of guides, as the README's list has them. */
export interface GuideGroup {
  readonly title: string;
  /** What stands below the title, in Markdown. */
  readonly list: string;
  /** The guides that it links to, from the root of the repository. */
  readonly guides: readonly string[];
}

/** The groups of guides: the list in the README is their one home, and the navigation of the site follows it. */
export function readGuideGroups(): readonly GuideGroup[] {
  const text = readFileSync(readme, 'utf8');
  const [, list = ''] = /^## Guides\n(.*?)^## /ms.exec(text) ?? [];
  const groups = [...list.matchAll(/^### (.+)\n((?:(?!^### ).*\n)*)/gm)].map(
    ([, title = '', below = '']) => ({
      title,
      list: below.trim(),
      guides: [...below.matchAll(/\]\((docs\/[^)#]+\.md)/g)].map(([, guide = '']) => guide),
    }),
  );
  if (groups.length === 0) throw new Error(`${fileURLToPath(readme)} has no groups of guides.`);
  return groups;
}
