/**
 * Shows that the description is right for other generators: makes clients with five of them, from both of its forms, and
 * publishes through each against a served emulator, at first directly and then through Prism, which compares every request
 * and answer with the description. The forms that arrive have to be those of our own client. At last Prism stands in for the
 * API.
 *
 *     ./run test:generators
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { endPrograms, serve } from '../programs.ts';
import { root } from '../workspace.ts';
import { binaryOf, generateClients, versionOf } from './generate-clients.ts';
import { type Form, openStage, publishOwn, publishThrough } from './stage.ts';
import type { Programs, TriedPost } from './tried.ts';

process.on('exit', endPrograms);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

const prism = '@stoplight/prism-cli';
let failures = 0;

const stage = await openStage();
for (const name of ['threads.openapi.json', 'threads.openapi-3.0.json']) {
  const description = join(root, 'packages/openapi', name);
  const programs = await step(`${name}: clients`, async () => {
    const made = await generateClients(description);
    return [made, `${Object.keys(made.clients).length} generated and compiled strictly`];
  });
  if (programs !== undefined) await tryAll(name, description, programs);
}
await stage.close();
console.log(failures === 0 ? 'generators: all passed' : `generators: ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);

async function tryAll(name: string, description: string, { posts, clients }: Programs): Promise<void> {
  const own = await formsOf(() => publishOwn(stage.ownClient(), posts));
  const compare = (what: string, through: string | undefined, work: () => Promise<void>): Promise<unknown> =>
    step(`${name}: ${what}${through === undefined ? '' : ', through Prism'}`, async () => {
      const right = compareForms(posts, own, await formsOf(work));
      return [undefined, `${right} of ${posts.length} bodies right`];
    });
  const startPrism = (...what: string[]): Promise<string> =>
    serve(
      process.execPath,
      [binaryOf(prism), ...what, '--port', '0', '--errors'],
      /Prism is listening on (http:\S+)/,
      {
        cwd: import.meta.dirname,
      },
    );
  const [prismUrl, mockUrl] = await Promise.all([
    startPrism('proxy', description, `${stage.url}/v1.0`),
    startPrism('mock', description),
  ]);
  for (const through of [undefined, prismUrl]) {
    for (const [client, connect] of Object.entries(clients)) {
      const baseUrl = through ?? `${stage.url}/v1.0`;
      await compare(`${client} ${versionOf(client)}`, through, () =>
        publishThrough(connect, { baseUrl, accessToken: stage.accessToken }, posts),
      );
    }
  }
  await compare('our own client', prismUrl, () => publishOwn(stage.ownClient(prismUrl), posts));
  await step(`${name}: Prism ${versionOf(prism)} refuses`, () => tryWrongForms(prismUrl));
  await step(`${name}: Prism ${versionOf(prism)} as the API`, async () => {
    const access = { baseUrl: mockUrl, accessToken: stage.accessToken };
    await publishOwn(stage.ownClient(mockUrl), posts);
    for (const connect of Object.values(clients)) await publishThrough(connect, access, posts);
    return [undefined, `${Object.keys(clients).length + 1} clients publish ${posts.length} posts`];
  });
  endPrograms();
}

async function formsOf(work: () => Promise<void>): Promise<readonly Form[]> {
  stage.takeForms();
  await work();
  return stage.takeForms();
}

/** How many posts have the forms that they have with our own client. */
function compareForms(
  posts: readonly TriedPost[],
  expected: readonly Form[],
  given: readonly Form[],
): number {
  let start = 0;
  const wrong = posts.flatMap(({ name, items }) => {
    const end = start + items.length + 1;
    const [should, is] = [expected.slice(start, end), given.slice(start, end)];
    start = end;
    return should.length > 0 && isDeepStrictEqual(is, should)
      ? []
      : [`${name}\n    should be ${JSON.stringify(should)}\n    but is    ${JSON.stringify(is)}`];
  });
  if (given.length !== start || expected.length !== start)
    wrong.push(`${given.length} containers, not ${start}`);
  if (wrong.length > 0) throw new Error(`${wrong.length} bodies are wrong:\n${wrong.join('\n')}`);
  return posts.length;
}

/** What generators made of lists and objects must not pass, or that it lets the right forms pass would say nothing. */
async function tryWrongForms(prismUrl: string): Promise<[undefined, string]> {
  const wrong = [
    'media_type=TEXT&poll_attachment=[object Object]',
    'media_type=TEXT&text_entities=[object Object]',
    'media_type=TEXT&allowlisted_country_codes=["JP","FR"]',
    'media_type=CAROUSEL&children=["17889615691921648","17889615691921649"]',
    'text=Hello',
  ];
  for (const form of wrong) {
    const { status } = await fetch(`${prismUrl}/me/threads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.accessToken}` },
      body: new URLSearchParams(form),
    });
    if (status !== 422) throw new Error(`It answers ${form} with ${status}.`);
  }
  return [undefined, `${wrong.length} of ${wrong.length} wrong bodies`];
}

async function step<Result>(
  name: string,
  work: () => Promise<readonly [Result, string]>,
): Promise<Result | undefined> {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    const [result, detail] = await Promise.race([work(), tooLate()]);
    console.log(`ok    ${name}: ${detail} (${seconds()})`);
    return result;
  } catch (error) {
    failures += 1;
    console.error(`FAIL  ${name} (${seconds()})\n${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** A server that never answers is a failure too. */
async function tooLate(): Promise<never> {
  await sleep(120_000, undefined, { ref: false });
  throw new Error('It takes more than two minutes.');
}
