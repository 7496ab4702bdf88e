import { describe, expect, it } from 'vitest';
import { findSourceMapFaults } from './source-maps.ts';
import { writeRepository } from '../test/repository.ts';

const text = 'export const one = 1;\n';
const map = { version: 3, file: 'one.js', names: [], sources: ['../src/one.ts'], mappings: 'AAAA,MAAM' };

/** A package of one source, whose map differs from one in order. */
const findFaults = (difference: object, source = 'src/one.ts'): string[] =>
  findSourceMapFaults(
    writeRepository({ [source]: text, 'dist/one.js.map': JSON.stringify({ ...map, ...difference }) }),
  );

describe('the source maps of a package', () => {
  it('are in order when they lead to shipped sources', () => {
    expect(findFaults({})).toEqual([]);
    expect(findFaults({ sourcesContent: [text] })).toEqual([]);
    expect(findFaults({ sources: ['one.ts'], sourceRoot: '../src' })).toEqual([]);
  });

  it.each([
    ['leads nowhere', { sources: ['../src/two.ts'] }, 'leads to src/two.ts, which is not a shipped source.'],
    ['leads out of the package', { sources: ['../../one.ts'] }, 'leads to ../one.ts, which'],
    [
      'leads to code of others',
      { sources: ['../node_modules/ky/index.js'] },
      'leads to node_modules/ky/index.js',
    ],
    ['has no source', { sources: [], mappings: '' }, 'leads to no source'],
    [
      'holds another text',
      { sourcesContent: ['export const one = 2;\n'] },
      'holds another text of src/one.ts',
    ],
    [
      'names a line behind the end',
      { mappings: 'AAEA' },
      'names line 3, column 0 of ../src/one.ts, which is not there.',
    ],
    ['names a column behind the end', { mappings: 'AAAsB' }, 'names line 1, column 22 of'],
  ])('are refused when one %s', (_, difference, fault) => {
    expect(findFaults(difference).join('\n')).toContain(`dist/one.js.map ${fault}`);
    expect(findFaults(difference)).toHaveLength(1);
  });

  it('may lead into the package that is taken into all others, if they hold its sources', () => {
    const sources = ['../../internal/src/one.ts'];
    expect(findFaults({ sources, sourcesContent: [text] })).toEqual([]);
    expect(findFaults({ sources })).toHaveLength(1);
  });

  it('are refused when they lead to a file of the package that is no source', () => {
    expect(findFaults({ sources: ['../lib/one.ts'] }, 'lib/one.ts')).toHaveLength(1);
  });
});
