import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { emitLimits, limitFiles } from './emit-limits.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const source = 'https://developers.facebook.com/documentation/threads';

it('makes a constant of a number, and of a list its members and their type', () => {
  const limits = new Map([
    ['maxImageBytes', { value: 8_388_608, description: 'Bytes of an image.', source }],
    ['replyControls', { value: ['everyone', 'followers_only'], description: 'Who may reply.', source }],
  ]);
  const text = emitLimits(['maxImageBytes', 'replyControls'], limits);
  expect(text).toContain(
    `/**\n * Bytes of an image.\n *\n * @see ${source}\n */\nexport const maxImageBytes = 8_388_608;`,
  );
  expect(text).toContain("export type ReplyControl = 'everyone' | 'followers_only';");
  expect(text).toContain(
    "export const replyControls: readonly ReplyControl[] = ['everyone', 'followers_only'];",
  );
});

it('refuses a name that the description does not have', () => {
  expect(() => emitLimits(['maxNothing'], new Map())).toThrow('maxNothing is needed but not there');
});

it.each([...limitFiles])('writes nothing into %s that is not used', (file, names) => {
  const folder = file.slice(0, file.indexOf('/generated/'));
  const sources = globSync(`${folder}/**/*.ts`, { cwd: repository })
    .filter((path) => !/\/generated\/|\.test(-d)?\.ts$/.test(path))
    .map((path) => readFileSync(repository + path, 'utf8'))
    .join('\n');
  // Of a list its type may be all that is used.
  const types = /export type (\w+) =[^;]+;[^;]+export const (\w+):/g;
  const typeOf = new Map(
    [...readFileSync(repository + file, 'utf8').matchAll(types)].map(([, type, list]) => [list, type]),
  );
  const isUsed = (name: string | undefined): boolean =>
    name !== undefined && new RegExp(`\\b${name}\\b`).test(sources);
  expect(names.filter((name) => !isUsed(name) && !isUsed(typeOf.get(name)))).toEqual([]);
});
