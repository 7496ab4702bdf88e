import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pressAllow } from '../examples/press-allow.ts';
import { runProgram } from './program.ts';
import { isQuoted, readDocExamples, readQuotes, readSnippets } from './snippets.ts';

const docs = fileURLToPath(new URL('..', import.meta.url));
const folder = `${docs}/.snippets`;
const cli = `${docs}/node_modules/@threads-sdk/emulator/dist/bin/threads-emulator.js`;
const snippets = readSnippets();
const examples = readDocExamples();

// The snippets stand where they find the packages and where `tsc` finds them.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
copyFileSync(`${docs}/examples/media/gate.jpg`, `${folder}/gate.jpg`);
for (const { name, code } of [...snippets, ...examples])
  writeFileSync(`${folder}/${name}`, `${code}\nexport {};\n`);

// As frameworks declare the environment, Next.js first of all: what stands on a page compiles there too.
writeFileSync(
  `${folder}/environment.d.ts`,
  `declare namespace NodeJS {
  interface ProcessEnv {
    readonly NODE_ENV: 'development' | 'production' | 'test';
  }
}
`,
);

describe('the code on the pages and in the doc comments', () => {
  const emulator = createEmulator({
    app: { redirectUris: ['https://app.example/callback'] },
    users: [{ username: 'mika', posts: ['One', 'Two'] }],
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
  });
  const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
  writeFileSync(`${folder}/credentials.json`, credentialsToJson(credentials)); // as the login on the first page keeps them
  let server: ServedEmulator;

  beforeAll(async () => {
    server = await serve(emulator);
  });
  afterAll(() => server.close());

  it('is found', () => {
    expect(snippets.filter(({ name }) => name.startsWith('readme-md')).length).toBeGreaterThan(2);
    expect(examples.length).toBeGreaterThan(50);
  });

  it('stands in the files that it is quoted from', () => {
    const quotes = readQuotes();
    expect(quotes.length).toBeGreaterThan(5);
    expect(quotes.filter((quote) => !isQuoted(quote))).toEqual([]);
  });

  it('is quoted from the example of every framework', () => {
    const files = readQuotes().map(({ file }) => file);
    const examples = globSync('frameworks/*/package.json', { cwd: docs }).map((path) => dirname(path));
    expect(examples.length).toBeGreaterThan(9);
    expect(examples.filter((path) => !files.some((file) => file.startsWith(`docs/${path}/`)))).toEqual([]);
  });

  it('compiles', async () => {
    const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
    const { output } = await runProgram([tsc, '-p', 'tsconfig.snippets.json'], { cwd: docs });
    expect(output).toBe('');
  });

  it.each(snippets)('runs: $name', async ({ name, code }) => {
    let answered = false;
    let interrupted = false;
    const { code: exitCode, output } = await runProgram(
      // What asks for a served emulator by its variable is run as the guide says.
      code.includes("env['THREADS_EMULATOR']")
        ? [cli, 'exec', '--', process.execPath, name]
        : ['--import', '../test/route-to-emulator.ts', name],
      {
        cwd: folder, // where they may keep files
        env: {
          EMULATOR_URL: server.url,
          THREADS_APP_ID: emulator.app.clientId,
          THREADS_API_SECRET: emulator.app.clientSecret,
          THREADS_REDIRECT_URI: emulator.app.redirectUris[0] ?? '',
          THREADS_CREDENTIALS: credentialsToJson(credentials),
          THREADS_ACCESS_TOKEN: credentials.accessToken,
        },
      },
      (soFar, type, interrupt) => {
        if (soFar.includes('until Ctrl+C') && !interrupted) {
          interrupted = true;
          interrupt();
        }
        const authorizationUrl = /https:\/\/threads\.com\/oauth\/authorize\S+/.exec(soFar)?.[0];
        if (!authorizationUrl || answered) return;
        answered = true;
        const here = authorizationUrl.replace('https://threads.com', server.url);
        pressAllow(here).then(type, (error: unknown) => type(String(error)));
      },
    );

    expect(output).not.toMatch(/THAA[\w-]{100}/);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  });
});
