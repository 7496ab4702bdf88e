import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  Application,
  Comment,
  CommentTag,
  type DocumentReflection,
  IndexEvent,
  normalizePath,
  PageEvent,
  type ProjectReflection,
  type Reflection,
  RendererEvent,
} from 'typedoc';
import { findCommentFaults } from './doc-comments.ts';
import { bundlePlayground } from './playground/bundle.ts';
import { readPrograms } from './typedoc/example-programs.ts';
import { readGuideGroups } from './typedoc/guide-groups.ts';
import { leaveOutLetters, takeSearchWords, weighGuides } from './typedoc/search-index.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What the site needs beyond typedoc's options. */
export function load(app: Application): void {
  const groups = readGuideGroups();
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    // Addresses become links, domains in a sentence do not.
    app.options.setValue('markdownItLoader', (markdown: MarkdownIt) => {
      markdown.linkify.set({ fuzzyLink: false });
    });
    app.options.setValue('projectDocuments', [
      ...new Set(groups.flatMap(({ guides }) => guides.map((guide) => `${root}${guide}`))),
    ]);
    app.options.setValue(
      'categoryOrder',
      groups.map(({ title }) => title),
    );
  });
  // Before typedoc sorts into categories.
  app.on(Application.EVENT_PROJECT_REVIVE, (project: ProjectReflection) => {
    // The site has a home of its own, with the README's list of guides.
    project.files.registerReflection(normalizePath(`${root}README.md`), project);
    const groupOf = new Map(
      groups.flatMap(({ title, guides }) =>
        guides.map((guide) => [guide.replace(/^.*\/|\.md$/g, ''), title]),
      ),
    );
    for (const document of project.documents ?? []) {
      putInto(groupOf.get(document.name) ?? '', document);
      takeSearchWords(document);
    }
    for (const module of project.children ?? []) putInto('Reference', module);
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
    for (const part of project.readme ?? [])
      part.text = part.text.replace(
        '<!-- The guides -->',
        groups
          .map(({ title, list }) => `### ${title}\n\n${list}`)
          .join('\n\n')
          .replaceAll(/\]\(docs\/guides\/([\w-]+)\.md/g, '](documents/$1.html'),
      );
    // The heading would stand on its page twice.
    for (const { name, readme } of [project, ...(project.children ?? [])])
      if (readme) takeHeading(readme, name);
  });
  app.renderer.on(IndexEvent.PREPARE_INDEX, weighGuides);
  app.renderer.on(PageEvent.END, (page) => {
    if (page.contents === undefined) return;
    page.contents = page.contents
      // Without a server a link to a folder shows the files in it.
      .replaceAll(/href="\.\.\/(?=["#])/g, 'href="../index.html')
      .replace(/<\/head>(?=[^]*<div id="playground")/, `${playgroundHead(page.url)}</head>`);
  });
  app.renderer.postRenderAsyncJobs.push(async ({ outputDirectory }) => {
    await writeFile(`${outputDirectory}/assets/playground.js`, await bundlePlayground());
  });
  // After typedoc has written it.
  const last = -1000;
  app.renderer.on(
    RendererEvent.END,
    ({ outputDirectory }) => {
      const script = `${outputDirectory}/assets/main.js`;
      writeFileSync(script, leaveOutLetters(readFileSync(script, 'utf8')));
    },
    last,
  );
}

/** What is used of markdown-it, which comes with typedoc. */
interface MarkdownIt {
  readonly linkify: { set(options: { readonly fuzzyLink: boolean }): unknown };
}

function putInto(category: string, reflection: Reflection): void {
  reflection.comment ??= new Comment();
  reflection.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: category }]));
}

/** The script of the playground, and a rule of the browser: whatever a program tries, no request leaves the page. */
function playgroundHead(url: string): string {
  const policy = "connect-src data:; script-src 'self' file: blob: 'unsafe-inline'";
  const assets = `${'../'.repeat(url.split('/').length - 1)}assets`;
  return `<meta http-equiv="Content-Security-Policy" content="${policy}"/><script defer src="${assets}/playground.js"></script>`;
}

function takeHeading(content: DocumentReflection['content'], page: string): string {
  const [first] = content;
  const [line = '', heading] = /^# (.+)\n/.exec(first?.text ?? '') ?? [];
  if (first === undefined || heading === undefined) throw new Error(`${page} does not begin with a heading.`);
  first.text = first.text.slice(line.length);
  return heading;
}
