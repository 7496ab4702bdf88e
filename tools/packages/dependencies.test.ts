import { describe, expect, it } from 'vitest';
import { findInstalledFaults, findLicenceFaults } from './dependencies.ts';

describe('the dependencies of the packages', () => {
  it('may have licences that ask for nothing but to go along', () => {
    const usedBy = [{ name: 'a', range: '1' }];
    expect(findLicenceFaults([{ name: 'b', licence: 'Apache-2.0', usedBy }])).toEqual([]);
    expect(findLicenceFaults([{ name: 'b', licence: 'GPL-3.0-only', usedBy }])).toEqual([
      'b, which a needs, has the licence GPL-3.0-only.',
    ]);
    expect(findLicenceFaults([{ name: 'b', licence: 'undefined', usedBy }])).toHaveLength(1);
  });

  it('may have a choice of licences, if one of them is such', () => {
    expect(findLicenceFaults([{ name: 'b', licence: '(MIT OR GPL-3.0-only)', usedBy: [] }])).toEqual([]);
    expect(findLicenceFaults([{ name: 'b', licence: '(MIT AND GPL-3.0-only)', usedBy: [] }])).toHaveLength(1);
    expect(findLicenceFaults([{ name: 'b', licence: 'AGPL-3.0 OR GPL-3.0-only', usedBy: [] }])).toHaveLength(
      1,
    );
  });
});

describe('what an app has installed', () => {
  const lock = (text: object): string[] =>
    findInstalledFaults({
      packages: {
        '': { dependencies: { a: 'file:a.tgz' } },
        'node_modules/a': { license: 'MIT', dependencies: { b: '^1.0.0' } },
        'node_modules/a/node_modules/b': { license: 'MIT', ...text },
        'node_modules/tool': { dev: true, hasInstallScript: true, license: 'GPL-3.0-only' },
      },
    });

  it('is in order when nothing runs at installation and all licences are allowed', () => {
    expect(lock({})).toEqual([]);
  });

  it('is refused when a dependency of a dependency runs code at installation', () => {
    expect(lock({ hasInstallScript: true })).toEqual([
      'b, which is installed with the packages, runs code at installation.',
    ]);
  });

  it('is refused when a dependency of a dependency has another licence', () => {
    expect(lock({ license: 'GPL-3.0-only' })).toEqual(['b, which a needs, has the licence GPL-3.0-only.']);
  });
});
