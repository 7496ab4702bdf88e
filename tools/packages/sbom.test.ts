import { describe, expect, it } from 'vitest';
import { compareBill } from './sbom.ts';
import type { Lockfile } from './tarballs.ts';

const lockfile: Lockfile = {
  packages: {
    '': { dependencies: { '@threads-sdk/auth': 'file:auth.tgz', other: 'file:other.tgz' } },
    'node_modules/@threads-sdk/auth': { dependencies: { '@scope/http': '^1.0.0' } },
    'node_modules/@scope/http': { dependencies: { text: '^2.0.0' } },
    'node_modules/@scope/http/node_modules/text': { dependencies: { letters: '^1.0.0' } },
    'node_modules/letters': {},
    'node_modules/text': { dependencies: { older: '^1.0.0' } },
    'node_modules/older': {},
    'node_modules/other': {},
  },
};

const component = (group: string, name: string) => ({ group, name, version: '1.0.0' });
const components = [component('@scope', 'http'), component('', 'text'), { name: 'letters' }];
const bill = {
  bomFormat: 'CycloneDX',
  metadata: { component: component('@threads-sdk', 'auth') },
  components,
};

describe('the bill of materials of a package', () => {
  it('is in order when it names what is installed with the package, however deep, and nothing else', () => {
    expect(compareBill(bill, '@threads-sdk/auth@1.0.0', lockfile)).toEqual([]);
  });

  it('is refused when it lacks a dependency', () => {
    const lacking = { ...bill, components: components.slice(0, 2) };
    expect(compareBill(lacking, '@threads-sdk/auth@1.0.0', lockfile)).toEqual([
      'The bill of materials of @threads-sdk/auth@1.0.0 lacks letters.',
    ]);
  });

  it('is refused when it has what is not installed, as a devDependency', () => {
    const excessive = { ...bill, components: [...components, { name: 'vitest' }] };
    expect(compareBill(excessive, '@threads-sdk/auth@1.0.0', lockfile)).toEqual([
      'The bill of materials of @threads-sdk/auth@1.0.0 has vitest, which an app does not get.',
    ]);
  });

  it.each([
    ['of another version', bill, '@threads-sdk/auth@1.0.1'],
    ['of another format', { ...bill, bomFormat: 'SPDX' }, '@threads-sdk/auth@1.0.0'],
    ['of nothing', {}, '@threads-sdk/auth@1.0.0'],
  ])('is refused when it is %s', (_, each, subject) => {
    expect(compareBill(each, subject, lockfile)).toEqual([`${subject} has no bill of materials.`]);
  });
});
