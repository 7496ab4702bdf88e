import { describe, expect, it } from 'vitest';
import { findMissingBinaries } from './lockfile.ts';
import { writeRepository } from './test/repository.ts';

const bundler = 'node_modules/.pnpm/bundler@1.0.0/node_modules/bundler/package.json';
const manifest = JSON.stringify({
  name: 'bundler',
  version: '1.0.0',
  optionalDependencies: { '@bundler/linux-x64': '1.0.0', '@bundler/darwin-arm64': '1.0.0' },
});

describe('the lockfile', () => {
  it('is in order when it names the binary of every platform', () => {
    const repository = writeRepository({
      [bundler]: manifest,
      'pnpm-lock.yaml': `packages: { bundler@1.0.0: {}, '@bundler/linux-x64@1.0.0': {}, '@bundler/darwin-arm64@1.0.0': {} }`,
    });
    expect(findMissingBinaries(repository)).toEqual([]);
  });

  it('lacks the binary of a platform', () => {
    const repository = writeRepository({
      [bundler]: manifest,
      'pnpm-lock.yaml': `packages: { bundler@1.0.0: {}, '@bundler/linux-x64@1.0.0': {} }`,
    });
    expect(findMissingBinaries(repository)).toEqual([
      'bundler 1.0.0 wants @bundler/darwin-arm64 on some platform, and the lockfile lacks it.',
    ]);
  });

  it('cannot be checked when nothing is installed', () => {
    const repository = writeRepository({ 'pnpm-lock.yaml': 'packages: { bundler@1.0.0: {} }' });
    expect(findMissingBinaries(repository)).toEqual([
      'Nothing that the lockfile names is installed: run `./run install` first.',
    ]);
  });
});
