import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DocumentReflection } from 'typedoc';

/** The programs of an example, which the repository shows beside its page; those aside that the page quotes as a whole. */
export function readPrograms({ content, name }: DocumentReflection): DocumentReflection['content'] {
  const example = /^example-(.+)$/.exec(name)?.[1];
  if (example === undefined) return [];
  const folder = fileURLToPath(new URL('../examples', import.meta.url));
  const files = globSync([`${example}.ts`, `${example}/*.ts`], { cwd: folder }).sort();
  if (files.length === 0) throw new Error(`${name} has no programs: there is no examples/${example}.`);
  return files
    .map((file) => ({ file, code: readFileSync(`${folder}/${file}`, 'utf8') }))
    .filter(({ code }) => !content.some(({ text }) => text.includes(code)))
    .map(({ code, file }) => ({ kind: 'text', text: `\n\n## ${file}\n\n\`\`\`ts\n${code}\`\`\`\n` }));
}
