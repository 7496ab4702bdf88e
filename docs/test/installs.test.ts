import { describe, expect, it } from 'vitest';
import { read } from '../guide-tables.ts';
import { importedPackages, lackingOn, pages, unshownOn } from './installs.ts';

const page = (install: string, code: string, words = 'ts'): string =>
  `# A page\n\n\`\`\`sh\n${install}\n\`\`\`\n\n\`\`\`${words}\n${code}\n\`\`\`\n`;
const lacking = (markdown: string): string[] => lackingOn('docs/guides/a-page.md', markdown);

describe('what a page tells to install', () => {
  it.each(pages)('%s: holds what its code imports', (path) => {
    expect(lackingOn(path, read(path))).toEqual([]);
  });

  it.each(pages)('%s: shows every file of a framework that its files import', (path) => {
    expect(unshownOn(read(path))).toEqual([]);
  });

  it('is what its code imports: others too, and not what Node or a runtime has', () => {
    const code = `import { publish } from 'threads-sdk';\nimport { openFile } from 'threads-sdk/storage/node';
import {\n  type Context,\n  Hono,\n} from 'hono';\nimport { readFile } from 'node:fs/promises';
import { env } from 'cloudflare:workers';\nexport * from '@scope/part/inner';\nconst { v } = await import('valibot');`;
    expect(lacking(page('npm install threads-sdk', code))).toEqual(['@scope/part', 'hono', 'valibot']);
    const install = 'npm install threads-sdk hono@4 @scope/part@1.2.0\nnpm install --save-dev valibot';
    expect(lacking(page(install, code))).toEqual([]);
  });

  it('comes with a command that makes a project', () => {
    const start = 'npx create-next-app@latest app --yes\nnpm install threads-sdk';
    expect(lacking(page(start, `import 'next/headers';\nimport 'react';\nimport 'pg';`))).toEqual(['pg']);
  });

  it('may stand in a sentence, and is no name that begins with another', () => {
    expect(lacking(`${page('', `import 'sharp';`)}\nFirst \`npm install sharp\`.`)).toEqual([]);
    expect(lacking(page('npm install threads-sdk-js', `import 'threads-sdk';`))).toEqual(['threads-sdk']);
  });

  it('is for what the files import that it quotes or imports, and those that they import', () => {
    const quote = page('', 'const a = 1;', 'ts from docs/examples/queues/bullmq.ts');
    expect(lacking(quote)).toEqual(['bullmq', 'threads-sdk']);
    const imported = page('', `import { addPost } from '../examples/queues/dbos.ts';`);
    expect(lacking(imported)).toEqual(['@dbos-inc/dbos-sdk', 'pg', 'threads-sdk']);
    expect(lackingOn('docs/guides/example-queues.md', '')).toContain('bullmq');
  });

  it('stands before the code, and anew where a section begins with threads-sdk itself', () => {
    const late = `## One\n\n${page('', `import 'sharp';`)}## Two\n\n${page('npm install sharp', '')}`;
    expect(lacking(late)).toEqual(['sharp']);
    const sections = (second: string): string =>
      `## One\n\n${page('npm install threads-sdk pg', `import 'pg';`)}## Two\n\n${page(second, `import 'pg';`)}`;
    expect(lacking(sections('npm install redis'))).toEqual([]);
    expect(lacking(sections('npm install threads-sdk redis'))).toEqual(['pg']);
  });

  it('names packages, not their parts, nor what a framework names itself', () => {
    const code = `import { d } from '@/lib/d';\nimport { e } from '$lib/e';\nimport { a } from '@s/a/part';\nimport b from 'b/part';\nimport { c } from 'node:fs';`;
    expect(importedPackages(code)).toEqual(['@s/a', 'b']);
  });
});
