import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  Application,
  Comment,
  type CommentDisplayPart,
  CommentTag,
  DocumentReflection,
  IndexEvent,
  normalizePath,
  PageEvent,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
  RendererEvent,
} from 'typedoc';
import { repositoryAddress } from '@threads-sdk/tools/repository-address';
import { findCommentFaults } from './doc-comments.ts';
import { bundlePlayground } from './playground/bundle.ts';
import { changelogPage } from './typedoc/changelog-page.ts';
import { evidenceOf } from './typedoc/evidence.ts';
import { readPrograms } from './typedoc/example-programs.ts';
import { replaceFolderLinks } from './typedoc/folder-links.ts';
import { readGuideGroups } from './typedoc/guide-groups.ts';
import { pageLinks, sourceOptions } from './typedoc/page-links.ts';
import { leaveOutLetters, takeSearchWords, weighGuides } from './typedoc/search-index.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What the site needs beyond typedoc's options. */
export function load(app: Application): void {
  const groups = readGuideGroups();
  const address = repositoryAddress();
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    // Addresses become links, domains in a sentence do not.
    app.options.setValue('markdownItLoader', (markdown: MarkdownIt) => {
      markdown.linkify.set({ fuzzyLink: false });
    });
    app.options.setValue('packageOptions', {
      ...app.options.getValue('packageOptions'),
      ...sourceOptions(address, root),
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
    const changelog = new DocumentReflection(
      'changelog',
      project,
      [{ kind: 'text', text: changelogPage(root) }],
      {},
    );
    project.addChild(changelog);
    project.registerReflection(changelog, undefined, undefined);
    putInto('Reference', changelog);
    for (const module of project.children ?? []) putInto('Reference', module);
  });
  app.on(Application.EVENT_VALIDATE_PROJECT, (project) => {
    for (const fault of findCommentFaults(project)) app.logger.validationWarning(fault);
  });
  // At this moment the addresses of the pages are settled, so that they do not change with the titles.
  let isSite = true;
  const addresses = new Map<unknown, string>();
  const titles = new Map<DocumentReflection, string>();
  app.renderer.on(RendererEvent.BEGIN, ({ project, outputDirectory }) => {
    isSite = outputDirectory.endsWith('/site');
    if (!isSite) {
      // The Markdown of what has become the site.
      for (const [document, title] of titles) {
        document.name = title;
        document.content.unshift({ kind: 'text', text: `# ${title}\n\n` });
      }
      for (const { name, readme } of [project, ...(project.children ?? [])])
        readme?.unshift({ kind: 'text', text: `# ${name}\n\n` });
      return;
    }
    nameThrownClasses(project);
    for (const document of project.documents ?? []) {
      addresses.set(document, document.name);
      const programs = readPrograms(document);
      document.name = takeHeading(document.content, document.name);
      titles.set(document, document.name);
      document.content.push(...programs);
      const pathOf = (link: CommentDisplayPart): string | undefined => {
        const target = link.kind === 'relative-link' ? link.target : undefined;
        const found = target === undefined ? undefined : project.files.resolve(target, project);
        return typeof found === 'string' ? found : undefined;
      };
      replaceFolderLinks(document.content, pathOf, root, address);
    }
    for (const part of project.readme ?? [])
      part.text = part.text.replace(
        '<!-- The guides -->',
        groups
          .map(({ title, list }) => `### ${title}\n\n${list}`)
          .join('\n\n')
          .replaceAll(/\]\(docs\/guides\/([\w-]+)\.md/g, '](documents/$1.html'),
      );
    for (const operation of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
      const evidence = /endpoints|auth$/.test(operation.parent?.parent?.name ?? '')
        ? evidenceOf(operation.name)
        : undefined;
      if (evidence !== undefined)
        operation.comment?.blockTags.push(new CommentTag('@evidence', [{ kind: 'text', text: evidence }]));
    }
    // The heading would stand on its page twice.
    for (const { name, readme } of [project, ...(project.children ?? [])])
      if (readme) takeHeading(readme, name);
    app.renderer.postRenderAsyncJobs.push(async () => {
      await writeFile(`${outputDirectory}/assets/playground.js`, await bundlePlayground());
    });
  });
  app.renderer.on(IndexEvent.PREPARE_INDEX, weighGuides);
  app.renderer.on(PageEvent.END, (page) => {
    if (page.contents === undefined || !isSite) return;
    const links = pageLinks(page.url, addresses.get(page.model), address);
    page.contents = page.contents
      // Without a server a link to a folder shows the files in it.
      .replaceAll(/href="\.\.\/(?=["#])/g, 'href="../index.html')
      .replace(/<\/div>\s*<div class="col-sidebar">/, `${links}$&`)
      .replace(/<\/head>(?=[^]*<div id="playground")/, `${playgroundHead(page.url)}</head>`);
  });
  // After typedoc has written it.
  const last = -1000;
  app.renderer.on(
    RendererEvent.END,
    ({ outputDirectory }) => {
      if (!isSite) return;
      for (const document of titles.keys()) document.name = addresses.get(document) ?? '';
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

/** Typedoc shows the class of an error in braces above its condition, and in Markdown not at all: it has to stand in the sentence. */
function nameThrownClasses(project: ProjectReflection): void {
  for (const { comment } of Object.values(project.getReflectionsByKind(ReflectionKind.All)))
    for (const tag of comment?.getTags('@throws') ?? [])
      if (tag.typeAnnotation !== undefined) {
        tag.content.unshift(
          { kind: 'code', text: `\`${tag.typeAnnotation.replace(/^\{|\}$/g, '')}\`` },
          { kind: 'text', text: ' ' },
        );
        delete tag.typeAnnotation;
      }
}

function takeHeading(content: DocumentReflection['content'], page: string): string {
  const [first] = content;
  const [line = '', heading] = /^# (.+)\n/.exec(first?.text ?? '') ?? [];
  if (first === undefined || heading === undefined) throw new Error(`${page} does not begin with a heading.`);
  first.text = first.text.slice(line.length);
  return heading;
}
