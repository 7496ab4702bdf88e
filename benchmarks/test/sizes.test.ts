import { describe, expect, it } from 'vitest';
import { writeRepository } from '@threads-sdk/tools/test/repository';
import { weighInstalled } from '../src/sizes.ts';

const manifest = (content: object): string => JSON.stringify(content);

describe('what a client installs', () => {
  it('is each package that it depends on, once', () => {
    const a = manifest({ name: 'a', dependencies: { b: '1', c: '1' } });
    const b = manifest({ name: 'b', dependencies: { c: '1' } });
    const c = manifest({ name: 'c' });
    const folder = writeRepository({
      'node_modules/a/package.json': a,
      'node_modules/a/a.js': '12345',
      'node_modules/b/package.json': b,
      'node_modules/c/package.json': c,
      'node_modules/d/package.json': manifest({ name: 'd' }),
    });
    expect(weighInstalled(['a'], folder)).toEqual({ packages: 3, bytes: `${a}${b}${c}12345`.length });
  });

  it('is an error if something of it is missing', () => {
    const folder = writeRepository({
      'node_modules/a/package.json': manifest({ name: 'a', dependencies: { b: '1' } }),
    });
    expect(() => weighInstalled(['a'], folder)).toThrow('b is not installed.');
  });
});
