import { globSync, readFileSync } from 'node:fs';
import { Application, type DocumentReflection, IndexEvent, PageEvent, RendererEvent } from 'typedoc';
import { findCommentFaults } from './doc-comments.ts';

/** What the site needs beyond typedoc's options. */
export function load(app: Application): void {
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    // Addresses become links, domains in a sentence do not.
    app.options.setValue('markdownItLoader', (markdown: MarkdownIt) => {
      markdown.linkify.set({ fuzzyLink: false });
    });
  });
  app.on(Application.EVENT_VALIDATE_PROJECT, (project) => {
    for (const fault of findCommentFaults(project)) app.logger.validationWarning(fault);
  });
  // At this moment the addresses of the pages are settled, so that they do not change with the titles.
  app.renderer.on(RendererEvent.BEGIN, ({ project }) => {
    for (const document of project.documents ?? []) {
      const programs = readPrograms(document);
      document.name = takeHeading(document.content, document.name);
      document.content.push(...programs);
    }
    // The heading would stand on its page twice.
    for (const { name, readme } of project.children ?? []) if (readme) takeHeading(readme, name);
  });
  // What a guide has a heading for is found in it before it is found in those that only mention it.
  app.renderer.on(IndexEvent.PREPARE_INDEX, (index) => {
    index.searchFieldWeights['headings'] = 10;
    for (const [row, found] of index.searchResults.entries())
      if (found.isDocument()) index.searchFields[row] = { headings: headingsOf(found.content) };
  });
  // Without a server a link to a folder shows the files in it.
  app.renderer.on(PageEvent.END, (page) => {
    if (page.contents !== undefined)
      page.contents = page.contents.replaceAll(/href="\.\.\/(?=["#])/g, 'href="../index.html');
  });
}

/** What is used of markdown-it, which comes with typedoc. */
interface MarkdownIt {
  readonly linkify: { set(options: { readonly fuzzyLink: boolean }): unknown };
}

type Content = DocumentReflection['content'];

function headingsOf(content: Content): string {
  const text = content.map((part) => part.text).join('');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading).join(' ');
}

function takeHeading(content: Content, page: string): string {
  const [first] = content;
  const [line = '', heading] = /^# (.+)\n/.exec(first?.text ?? '') ?? [];
  if (first === undefined || heading === undefined) throw new Error(`${page} does not begin with a heading.`);
  first.text = first.text.slice(line.length);
  return heading;
}

/** The programs of an example, which the repository shows beside its page. */
function readPrograms({ name }: DocumentReflection): Content {
  const example = /^example-(.+)$/.exec(name)?.[1];
  if (example === undefined) return [];
  const folder = `${import.meta.dirname}/examples`;
  const files = globSync([`${example}.ts`, `${example}/*.ts`], { cwd: folder }).sort();
  if (files.length === 0) throw new Error(`${name} has no programs: there is no examples/${example}.`);
  return files.map((file) => ({
    kind: 'text',
    text: `\n\n## ${file}\n\n\`\`\`ts\n${readFileSync(`${folder}/${file}`, 'utf8')}\`\`\`\n`,
  }));
}
