import { readFileSync } from 'node:fs';
import * as fitImage from '@threads-sdk/media/fit-image';
import * as storageNode from '@threads-sdk/storage/node';
import * as fitImageHere from 'threads-sdk/media/fit-image';
import * as storageNodeHere from 'threads-sdk/storage/node';
import { expect, it } from 'vitest';

type Entries = Readonly<Record<string, object>>;

const manifest = (
  name: string,
): { readonly exports: Entries; readonly dependencies: Readonly<Record<string, string>> } =>
  JSON.parse(readFileSync(new URL(`../../${name}/package.json`, import.meta.url), 'utf8'));

it('threads-sdk exports what needs Node under its own entries', () => {
  expect({ ...fitImageHere }).toEqual({ ...fitImage });
  expect({ ...storageNodeHere }).toEqual({ ...storageNode });
});

it('threads-sdk has an entry for each entry of its packages', () => {
  const { exports, dependencies } = manifest('threads-sdk');
  const entries = Object.keys(dependencies).flatMap((name) => {
    const folder = name.replace('@threads-sdk/', '');
    const parts = Object.keys(manifest(folder).exports).filter((part) => part !== './package.json');
    return parts.map((part) => `./${folder}${part.slice(1)}`);
  });
  expect(Object.keys(exports).toSorted()).toEqual(['.', './package.json', ...entries].toSorted());
});
